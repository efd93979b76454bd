using System.Diagnostics;
using System.Runtime.InteropServices;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting.Processes;

/// <summary>A process that was started here and does not outlive this one.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int Terminate = 15;

    /// <summary>What a pipe may still hold after the process has ended, unless a grandchild keeps it open.</summary>
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    /// <summary>What concerns this process alone and would mislead a child.</summary>
    private static readonly string[] NotInherited = ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPIRE_", "DASHBOARD__"];

    private readonly Process _process;
    private readonly ProcessGuard _guard;
    private readonly Task _output;

    private ChildProcess(Process process, ProcessGuard guard, Action<string, bool> output)
    {
        _process = process;
        _guard = guard;
        Id = process.Id;
        guard.Add(process);
        _output = Task.WhenAll(
            PumpAsync(process.StandardOutput, line => output(line, false)),
            PumpAsync(process.StandardError, line => output(line, true)));
    }

    public int Id { get; }

    /// <summary>Starts a process whose lines go to <paramref name="output"/>: text, and whether by standard error.</summary>
    public static ChildProcess Start(LaunchPlan plan, ProcessGuard guard, Action<string, bool> output)
    {
        var start = new ProcessStartInfo(plan.FileName, plan.Arguments)
        {
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var inherited in start.Environment.Keys.Where(IsOurs).ToArray())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in plan.Environment)
            start.Environment[name] = value;
        Loopback.ExceptFromProxy(start.Environment);

        var process = Process.Start(start) ?? throw new InvalidOperationException($"'{plan.FileName}' did not start.");
        process.StandardInput.Close();
        return new ChildProcess(process, guard, output);
    }

    /// <summary>Waits for the end of the process and of its output.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _guard.Remove(Id);
        await Task.WhenAny(_output, Task.Delay(OutputGrace)).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>
    /// Asks the process to end, and ends it with all its children when it has not after a while, or when
    /// <paramref name="atOnce"/> says that nobody wants to wait.
    /// </summary>
    public async Task StopAsync(TimeSpan grace, TimeProvider time, CancellationToken atOnce)
    {
        if (_process.HasExited)
            return;
        using var limit = new CancellationTokenSource(grace, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, atOnce);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                _ = Kill(Id, Terminate);
                await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
                return;
            }
        }
        catch (OperationCanceledException)
        {
            // Falls through to the hard way.
        }

        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has just ended by itself.
        }
    }

    public void Dispose() => _process.Dispose();

    private static bool IsOurs(string variable) =>
        Array.Exists(NotInherited, name => name.EndsWith('_') ? variable.StartsWith(name, StringComparison.Ordinal) : variable == name);

    private static async Task PumpAsync(StreamReader reader, Action<string> write)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            write(line);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
