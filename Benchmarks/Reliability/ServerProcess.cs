using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Benchmarks.Reliability;

/// <summary>A worker or a gateway in a process of its own, that is told to stop, killed, and started again at the same address.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int Terminate = 15;

    private readonly string[] _arguments;
    private Process? _process;

    public ServerProcess(string role, params string[] arguments)
    {
        var port = FreePort();
        Address = $"http://127.0.0.1:{port}";
        _arguments = [role, port.ToString(CultureInfo.InvariantCulture), .. arguments];
    }

    public string Address { get; }

    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ServerProcess).Assembly.Location, ReliabilityBenchmark.Command, ServerRole.Flag, .. _arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        _ = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The {_arguments[0]} at {Address} did not start.");
    }

    /// <summary>SIGTERM; ends when it has left.</summary>
    public async Task StopAsync()
    {
        if (_process is null) return;
        if (Signal(_process.Id, Terminate) != 0) throw new InvalidOperationException($"{Address} cannot be told to stop.");
        await LeftAsync();
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync()
    {
        _process?.Kill();
        return LeftAsync();
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task LeftAsync()
    {
        if (_process is not { } process) return;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(limit.Token);
        process.Dispose();
        _process = null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}
