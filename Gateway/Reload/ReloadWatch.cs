namespace Gateway.Reload;

/// <summary>Looks every second whether configuration has changed.</summary>
internal sealed partial class ReloadWatch(FleetReload fleet, SettingsReload settings, TimeProvider time, ILogger<ReloadWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            Try(() => settings.Look());
            Try(() => fleet.Look());
        }
    }

    // What is in force stays in force, whatever a file brings about: a service that throws ends the gateway.
    private void Try(Action look)
    {
        try
        {
            look();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.Failed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Configuration that changed could not be taken; what was in force goes on.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
