using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Benchmarks.Proxies;

/// <summary>A server in a process of its own, which ends with this one.</summary>
internal sealed class ProxyProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly bool _isOwn;

    private ProxyProcess(string name, ProxyProtocol protocol, Process process, string[] addresses, bool isOwn)
    {
        Protocol = protocol;
        _isOwn = isOwn;
        Name = name;
        Addresses = addresses;
        _process = process;
    }

    public string Name { get; }

    /// <summary>What it takes.</summary>
    public ProxyProtocol Protocol { get; }

    public string[] Addresses { get; }

    public TimeSpan ProcessorTime => ProcessTree.ProcessorTime(_process.Id);

    public double Memory => ProcessTree.Memory(_process.Id);

    /// <summary>Bytes that it has allocated since its start; null for what is no .NET.</summary>
    public async Task<double?> AllocatedAsync()
    {
        if (!_isOwn) return null;
        await _process.StandardInput.WriteLineAsync("allocated?");
        return double.Parse((await _process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    /// <summary>This program once more, in a role.</summary>
    public static async Task<ProxyProcess> StartAsync(string role, ProxyProtocol protocol, params string[] workers)
    {
        var process = Start("dotnet", [typeof(ProxyProcess).Assembly.Location, GatewayBenchmark.Command, ProxyRole.Flag, role, $"{protocol}", .. workers]);
        var addresses = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The {role} did not start.");
        return new ProxyProcess(role, protocol, process, addresses.Split(' '), isOwn: true);
    }

    /// <summary>A program of the system that reads a file of settings and stays in the foreground.</summary>
    public static async Task<ProxyProcess> StartAsync(string name, ProxyProtocol protocol, string program, IEnumerable<string> arguments, int port)
    {
        // It knows nothing of our end; the shell that waits beside it does.
        var process = Start("sh", ["-c", """ "$@" & child=$!; cat > /dev/null; kill -TERM $child; wait $child 2> /dev/null """, "sh", program, .. arguments]);
        var begin = Stopwatch.GetTimestamp();
        while (!Listens(port))
        {
            if (Stopwatch.GetElapsedTime(begin) > StartLimit) throw new InvalidOperationException($"{name} does not listen on port {port}.");
            await Task.Delay(50);
        }

        return new ProxyProcess(name, protocol, process, [$"http://127.0.0.1:{port}"], isOwn: false);
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            // It ends when this closes, so nothing is left when this program is killed.
            RedirectStandardInput = true,
        };
        // What projects of Microsoft.NET.Sdk.Web have by default, as the gateway's own.
        start.Environment["DOTNET_gcServer"] = "1";
        return Process.Start(start)!;
    }

    private static bool Listens(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
