using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Gateway.Units;

/// <summary>Asks every worker, all the time, whether it is ready.</summary>
internal sealed partial class ReadinessProbes(LiveFleet fleet, IOptions<GatewayOptions> options, TimeProvider time, ILogger<ReadinessProbes> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var probe = new WorkerProbe(time, options.Value.ProbeTimeout, options.Value.WorkerProtocol.Version());
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Look(LiveUnit? unit, Worker? worker) => changes.Writer.TryWrite(true);
        fleet.Changed += Tell;
        fleet.Changed += Look;
        var followed = new Dictionary<Worker, Task>();
        try
        {
            do
            {
                foreach (var worker in fleet.Units.SelectMany(unit => unit.Workers))
                {
                    if (!followed.ContainsKey(worker)) followed.Add(worker, FollowAsync(worker, probe, stoppingToken));
                }

                foreach (var gone in followed.Keys.Where(worker => worker.IsGone && followed[worker].IsCompleted).ToArray()) followed.Remove(gone);
            }
            while (await changes.Reader.ReadAsync(stoppingToken).ConfigureAwait(false));
        }
        finally
        {
            fleet.Changed -= Look;
            fleet.Changed -= Tell;
            await Task.WhenAll(followed.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(Worker worker, WorkerProbe probe, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(options.Value.ProbeInterval, time);
        do
        {
            var wasReady = worker.IsReady;
            var generation = worker.BeginProbe();
            var result = await probe.AskAsync(worker, cancellation).ConfigureAwait(false);
            worker.EndProbe(generation, result);
            // One that comes back may have been started with another plugin.
            if (worker.IsReady && (!wasReady || worker.Devices is null))
            {
                worker.Devices = await probe.AskDevicesAsync(worker, cancellation).ConfigureAwait(false) ?? worker.Devices;
            }

            if (timer.Period != options.Value.ProbeInterval) timer.Period = options.Value.ProbeInterval;
        }
        while (!worker.IsGone && await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
    }

    private void Tell(LiveUnit? unit, Worker? worker)
    {
        if (unit is null || worker is null) return;
        if (worker.IsReady)
            Log.Ready(logger, worker.Name, unit.Name, worker.Address);
        else
            Log.NotReady(logger, worker.Name, unit.Name, worker.Reason, worker.State);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Worker {Worker} of {Unit} is ready at {Address}.")]
        public static partial void Ready(ILogger logger, string worker, string unit, string address);

        [LoggerMessage(2, LogLevel.Warning, "Worker {Worker} of {Unit} gets no requests: it {Reason} ({State}).")]
        public static partial void NotReady(ILogger logger, string worker, string unit, string reason, WorkerState state);
    }
}
