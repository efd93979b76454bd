namespace Standins.Tests.Kubernetes;

/// <summary>A helm and a kubectl that note how they are called; the first on the path as long as they are there.</summary>
internal sealed class FakeTools : IDisposable
{
    private readonly OutputFolder _folder = new();
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    public FakeTools(string helmVersion)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins for helm and kubectl are shell scripts.");
        Write("helm", $"[ \"$1\" = version ] && echo {helmVersion}; exit 0");
        Write("kubectl", "[ \"$1 $2\" = 'get secret' ] && exit 1; exit 0");
        Environment.SetEnvironmentVariable("PATH", $"{_folder.Path}{Path.PathSeparator}{_path}");
    }

    /// <summary>Program and arguments of each call.</summary>
    public string[] Calls => File.ReadAllLines(Log);

    private string Log => Path.Combine(_folder.Path, "calls");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Dispose();
    }

    private void Write(string name, string answer)
    {
        var file = Path.Combine(_folder.Path, name);
        File.WriteAllText(file, $"#!/bin/sh\necho \"{name} $*\" >> {Log}\n{answer}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
