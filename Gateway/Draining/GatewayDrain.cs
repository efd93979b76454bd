using Gateway.Admission;
using Gateway.Waking;
using Microsoft.Extensions.Options;

namespace Gateway.Draining;

/// <summary>
/// On SIGTERM: readiness turns false, then the server takes no more connections and finishes what it has, then it leaves.
/// Who waits for a unit, or for his turn, is told shortly before the end, so that another gateway can be asked.
/// </summary>
internal sealed partial class GatewayDrain(WaitingRoom waiting, AdmissionQueue queue, IOptions<GatewayOptions> options, IOptions<HostOptions> host, TimeProvider time, ILogger<GatewayDrain> logger)
    : IHostedLifecycleService, IDisposable
{
    // To write the answers of those who waited.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    private volatile bool _draining;
    private ITimer? _last;

    /// <summary>Whether it is about to stop.</summary>
    public bool IsDraining => _draining;

    /// <summary>Runs before any service is stopped, the web server included.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _draining = true;
        var (delay, whole) = (options.Value.Drain.Delay, host.Value.ShutdownTimeout);
        Log.Draining(logger, delay, whole);
        var wait = whole - (whole > Margin * 2 ? Margin : whole / 2);
        _last = time.CreateTimer(_ => CloseAll(), null, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        if (delay > TimeSpan.Zero) await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _last?.Dispose();

    private void CloseAll()
    {
        waiting.Close();
        queue.Close();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Stopping: requests are taken for {Delay} more, and finished in at most {Whole}.")]
        public static partial void Draining(ILogger logger, TimeSpan delay, TimeSpan whole);
    }
}
