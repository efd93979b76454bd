using Gateway.Units;

namespace Gateway.Routing;

/// <summary>Lets weights follow what is measured and asked for, once a second: often enough, and nothing for each request.</summary>
internal sealed class WeightRefresh(LiveFleet fleet, TimeProvider time) : BackgroundService
{
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false)) fleet.Refresh();
    }
}
