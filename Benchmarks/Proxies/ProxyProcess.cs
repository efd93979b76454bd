using System.Diagnostics;

namespace Benchmarks.Proxies;

/// <summary>This program once more, as a server.</summary>
internal sealed class ProxyProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ProxyProcess(string role, Process process, string address)
    {
        Role = role;
        Address = address;
        _process = process;
    }

    public string Role { get; }

    public string Address { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<ProxyProcess> StartAsync(params string[] role)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(ProxyProcess).Assembly.Location, GatewayOverhead.Command, ProxyRole.Flag, .. role])
        {
            RedirectStandardOutput = true,
            // It ends when this closes, so nothing is left when this program is killed.
            RedirectStandardInput = true,
        })!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The {role[0]} did not start.");
        return new ProxyProcess(role[0], process, address);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
