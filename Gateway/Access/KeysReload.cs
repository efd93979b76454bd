using Fleet;
using Gateway.Decisions;
using Microsoft.Extensions.Options;

namespace Gateway.Access;

/// <summary>
/// Takes keys as the file changes; one that cannot be used is refused whole, and the keys of before stay. The file is
/// looked at every few seconds: where it is mounted from a Secret, its folder is swapped, of which watchers tell little.
/// </summary>
internal sealed partial class KeysReload(KeyRing ring, IOptions<GatewayOptions> options, DecisionLog decisions, TimeProvider time, ILogger<KeysReload> logger) : BackgroundService
{
    private readonly string? _path = options.Value.Keys.Path is { Length: > 0 } path ? FleetPaths.Resolve(path) : null;
    private byte[]? _last;
    private volatile string? _problems;

    /// <summary>What is wrong with the file as it is; null: nothing, its keys are those that count.</summary>
    public string? Problems => _problems;

    /// <summary>Looks at the file once.</summary>
    public void Look()
    {
        if (_path is null) return;
        string? problems = null;
        var count = 1;
        var before = _last;
        try
        {
            _last = null;
            _last = KeysFile.Read(_path);
            if (before is not null && _last.AsSpan().SequenceEqual(before)) return;
            ring.Use(KeysFile.Parse(_last, _path));
        }
        catch (SettingsException exception)
        {
            problems = exception.Message;
            if (exception.InnerException is FleetException { Problems: var all }) count = all.Count;
        }

        // What cannot be read is said once, not at every look.
        if (problems is not null && problems == _problems) return;
        _problems = problems;
        if (problems is null)
        {
            decisions.Add(new Decision(DecisionKind.Configuration, null, $"{ring.All.Count} keys", "the keys file was read"));
            return;
        }

        // Who looks at decisions learns nothing of tenants; who manages asks for the list, or reads the log.
        Log.Refused(logger, problems);
        decisions.Add(new Decision(DecisionKind.Configuration, null, "keys refused", $"the keys file has {(count == 1 ? "a problem" : $"{count} problems")}, the keys of before stay; GET /fleet/keys lists them to managers"));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_path is null) return;
        using var timer = new PeriodicTimer(options.Value.Keys.ReloadInterval, time);
        do
        {
            try
            {
                Look();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The keys that count stay, and the file is tried again: a service that throws ends the gateway.
                _last = null;
                Log.Failed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The keys of before stay: {Problems}")]
        public static partial void Refused(ILogger logger, string problems);

        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The keys file could not be taken; the keys of before go on.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
