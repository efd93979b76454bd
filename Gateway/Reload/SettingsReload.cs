using Gateway.Decisions;
using Gateway.Peers;
using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Reload;

/// <summary>Puts settings into force that have changed in their files: all of them, or, when one is wrong, none.</summary>
internal sealed class SettingsReload(
    SettingsSources sources, LiveSettings settings, IConfiguration first, WeightPolicies modes, SharedChoices choices, LiveFleet fleet, DecisionLog decisions, TimeProvider time)
{
    // What is built on them at the start stays as it is built.
    private static readonly string[] OfTheStart =
    [
        nameof(GatewayOptions.PathBase), nameof(GatewayOptions.WorkerProtocol), nameof(GatewayOptions.ConnectTimeout), nameof(GatewayOptions.ProbeTimeout), nameof(GatewayOptions.ManagementKey),
        nameof(GatewayOptions.InferenceKeys), nameof(GatewayOptions.Keys), nameof(GatewayOptions.Admission), nameof(GatewayOptions.Replicas),
        nameof(GatewayOptions.StartTimeout), nameof(GatewayOptions.ReturnTime),
    ];

    private readonly Lock _lock = new();
    private readonly WatchedFile[] _files = [.. sources.Files.Select(file => new WatchedFile(file))];
    private Dictionary<string, string?> _values = Values(first);

    /// <summary>Of the last reading.</summary>
    public ReloadState State { get; private set; } = new(sources.Files, time.GetUtcNow(), []);

    public void Look()
    {
        lock (_lock) LookAlone();
    }

    private void LookAlone()
    {
        // Every file, or a second one that changed would be read again for nothing.
        if (Array.FindAll(_files, file => file.HasChanged()) is not { Length: > 0 } changed) return;
        var names = string.Join(", ", changed.Select(file => Path.GetFileName(file.Path)));
        try
        {
            Apply(sources.Read(), names);
        }
        catch (SettingsException exception)
        {
            Refuse(exception.Message.Split('\n'), names);
        }
    }

    private void Apply(IConfigurationRoot configuration, string names)
    {
        var section = configuration.GetSection(GatewayOptions.Section);
        var problems = GatewaySettings.Problems(section).ToList();
        var next = problems.Count == 0 ? LiveSettings.Read(configuration) : null;
        var named = section[nameof(GatewayOptions.Mode)] ?? new GatewayOptions().Mode;
        if (modes.Find(named) is not { } mode) problems.Add(GatewaySettings.Wrong(nameof(GatewayOptions.Mode), named, string.Join(" or ", modes.Names)).Message);
        else if (next is not null)
        {
            Put(next, mode, configuration, names);
            return;
        }

        Refuse(problems, names);
    }

    private void Put(GatewayOptions next, IWeightPolicy mode, IConfigurationRoot configuration, string names)
    {
        var values = Values(configuration);
        // Names alone: values may be keys.
        string[] changed = [.. values.Keys.Union(_values.Keys).Where(key => values.GetValueOrDefault(key) != _values.GetValueOrDefault(key)).Order()];
        string[] later = [.. changed.Where(key => OfTheStart.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase))];
        var before = settings.Value;
        (settings.Value, _values) = (next, values);
        State = new(sources.Files, time.GetUtcNow(), []);
        // Chosen by hand meanwhile, a mode stays unless the settings name another than before.
        if (before.Mode != next.Mode) choices.Set(mode, $"{names} says so");
        fleet.Refresh();
        if (changed.Length == 0) return;
        decisions.Add(new Decision(
            DecisionKind.Configuration, null, "settings were read again",
            later.Length == 0 ? $"{names} has changed" : $"{names} has changed; {string.Join(", ", later)} at the next start",
            new { changed = changed.Select(key => $"{GatewayOptions.Section}:{key}").ToArray() }));
    }

    private void Refuse(IReadOnlyList<string> problems, string names)
    {
        State = State with { Problems = problems };
        decisions.Add(new Decision(
            DecisionKind.Configuration, null, "settings were refused",
            $"{names} has {(problems.Count == 1 ? "a problem" : $"{problems.Count} problems")}, the old ones stay: {string.Join(' ', problems).TrimEnd('.')}", new { problems })
        { IsWarning = true });
    }

    private static Dictionary<string, string?> Values(IConfiguration configuration) =>
        configuration.GetSection(GatewayOptions.Section).AsEnumerable(makePathsRelative: true).Where(value => value.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
}
