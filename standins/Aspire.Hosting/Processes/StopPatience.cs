using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Processes;

/// <summary>How long processes that are asked to end may take, and whether anybody still waits for them.</summary>
internal sealed class StopPatience(IOptions<HostOptions> host) : IDisposable
{
    /// <summary>Of the host's time to shut down; the rest is for what it does after its processes.</summary>
    private const double Share = 0.9;

    private readonly CancellationTokenSource _ended = new();

    /// <summary>What a process gets to finish the work in hand, before it is killed.</summary>
    public TimeSpan Grace => host.Value.ShutdownTimeout * Share;

    /// <summary>Cancelled when nobody wants to wait any longer.</summary>
    public CancellationToken Ended => _ended.Token;

    public void End() => _ended.Cancel();

    public void Dispose() => _ended.Dispose();
}
