using System.Globalization;
using Aspire.Hosting.Backchannel;

namespace Standins.Tests.Backchannel;

public sealed class AuxiliarySocketTests : IDisposable
{
    private const string Project = "/somewhere/App.AppHost.csproj";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bch");

    [Fact]
    public void What_a_killed_apphost_left_is_deleted_and_nothing_else()
    {
        var own = Touch(AuxiliarySocket.NameFor(Project));
        var stale = Touch($"{AuxiliarySocket.Id(Project)}AAAAAAAA.{int.MaxValue.ToString(CultureInfo.InvariantCulture)}");
        var other = Touch($"{AuxiliarySocket.Id("/elsewhere/App.AppHost.csproj")}AAAAAAAA.{int.MaxValue.ToString(CultureInfo.InvariantCulture)}");

        AuxiliarySocket.DeleteStale(_folder.FullName, Project);

        Assert.Equal([true, false, true], new[] { own, stale, other }.Select(File.Exists));
    }

    [Fact]
    public void Links_are_followed_in_every_part_of_a_path()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        var real = _folder.CreateSubdirectory("real");
        var file = Path.Combine(real.FullName, "App.csproj");
        File.WriteAllText(file, "");
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "link"), real.FullName);

        Assert.Equal(AuxiliarySocket.Resolve(file), AuxiliarySocket.Resolve(Path.Combine(_folder.FullName, "link", "App.csproj")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Touch(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, "");
        return path;
    }
}
