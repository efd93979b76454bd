namespace Gateway.Reload;

/// <summary>Looks every second whether configuration has changed.</summary>
internal sealed class ReloadWatch(FleetReload fleet, SettingsReload settings, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            settings.Look();
            fleet.Look();
        }
    }
}
