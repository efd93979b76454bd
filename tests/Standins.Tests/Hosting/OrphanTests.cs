using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Standins.Tests.Hosting;

/// <summary>Nothing is left running, however the AppHost ends.</summary>
public sealed class OrphanTests
{
    private const int Interrupt = 2;
    private const int Killed = 9;

    private static readonly TimeSpan Start = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan End = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Killed)]
    public async Task Nothing_outlives_the_apphost(int signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        var program = Path.Combine(Path.GetDirectoryName(typeof(Projects.EchoAppHost).Assembly.Location)!, "EchoAppHost");
        using var appHost = Process.Start(new ProcessStartInfo(program, ["--DcpPublisher:RandomizePorts=true"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_ROOT"] = DotnetRoot },
        })!;
        var children = new Dictionary<int, string>();
        try
        {
            await Processes.UntilAsync(
                () => Processes.ChildrenOf(appHost.Id).Values.Count(name => name == "EchoService") == 2, "Two services must run.", Start);
            children = new(Processes.ChildrenOf(appHost.Id));

            Assert.Equal(0, Kill(appHost.Id, signal));

            await Processes.UntilAsync(
                () => !Processes.IsAlive(appHost.Id) && !children.Keys.Any(Processes.IsAlive), $"Left running: {string.Join(", ", children)}.", End);
        }
        finally
        {
            foreach (var left in children.Keys.Append(appHost.Id).Where(Processes.IsAlive))
                _ = Kill(left, Killed);
        }
    }

    private static string DotnetRoot =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
