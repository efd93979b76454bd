using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Standins.Tests.Hosting;

/// <summary>
/// The small AppHost as a process of its own; nothing of it is left when it is disposed (Linux). Its tests run one after
/// the other: the Aspire CLI ends a running AppHost before it starts another of the same project.
/// </summary>
internal sealed class EchoProgram : IDisposable
{
    public const int Interrupt = 2, Killed = 9;

    private static readonly TimeSpan ToStart = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(20);

    private readonly Process _appHost;
    private Dictionary<int, string> _children = [];

    private EchoProgram(Process appHost) => _appHost = appHost;

    public static EchoProgram Start(params (string Name, string Value)[] environment) => Start([], environment);

    public static EchoProgram Start(string[] args, params (string Name, string Value)[] environment)
    {
        var program = Path.Combine(Path.GetDirectoryName(typeof(Projects.EchoAppHost).Assembly.Location)!, "EchoAppHost");
        var start = new ProcessStartInfo(program, ["--DcpPublisher:RandomizePorts=true", .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")) },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new EchoProgram(Process.Start(start)!);
    }

    /// <summary>Waits until so many services run.</summary>
    public async Task HasServicesAsync(int count)
    {
        await Processes.UntilAsync(
            () => Processes.ChildrenOf(_appHost.Id).Values.Count(name => name == "EchoService") == count, $"{count} services must run.", ToStart);
        _children = new(Processes.ChildrenOf(_appHost.Id));
    }

    public void Signal(int signal) => Assert.Equal(0, Kill(_appHost.Id, signal));

    /// <summary>Waits for a text on the console.</summary>
    public async Task SaysAsync(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(ToStart);
        while (await _appHost.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"The AppHost has not said '{text}'.");
    }

    /// <summary>Waits until the AppHost and everything it started are gone.</summary>
    public Task IsGoneAsync() => Processes.UntilAsync(
        () => !Processes.IsAlive(_appHost.Id) && !_children.Keys.Any(Processes.IsAlive), $"Left running: {string.Join(", ", _children)}.", ToEnd);

    public void Dispose()
    {
        foreach (var left in _children.Keys.Concat(Processes.ChildrenOf(_appHost.Id).Keys).Append(_appHost.Id).Distinct().Where(Processes.IsAlive))
            _ = Kill(left, Killed);
        _appHost.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
