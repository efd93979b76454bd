using Gateway.Access;
using Gateway.Affinity;
using Gateway.Capacity;
using Gateway.Draining;
using Gateway.Waking;

namespace Gateway;

/// <summary>Looks at the section <c>Gateway</c> before anything is built on it.</summary>
internal static class GatewaySettings
{
    // What timers, timeouts of connections and cancellations all take.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <exception cref="SettingsException">Settings are not of their types, or out of their ranges: the message has a line for each.</exception>
    public static void Check(IConfigurationSection section)
    {
        if (Problems(section) is { Count: > 0 } problems) throw new SettingsException(string.Join('\n', problems));
    }

    /// <summary>Everything that is wrong with the settings, a line each.</summary>
    public static IReadOnlyList<string> Problems(IConfigurationSection section)
    {
        var problems = SettingNames.Problems(section).ToList();
        var readable = new Dictionary<string, string?>();
        foreach (var (key, value) in section.AsEnumerable(makePathsRelative: true))
        {
            if (value is null) continue;
            if (ProblemOf(key, value) is { } problem) problems.Add(problem);
            else readable[key] = value;
        }

        // What can be read is looked at all the same.
        var options = new GatewayOptions();
        new ConfigurationBuilder().AddInMemoryCollection(readable).Build().Bind(options);
        problems.AddRange(Wrong(options).Select(wrong => wrong.Message));
        return problems;
    }

    private static SettingsException? WrongName<T>(string name, string key, string value)
        where T : struct, Enum =>
        key.Equals(name, StringComparison.OrdinalIgnoreCase) && value.Length > 0 && !Enum.GetNames<T>().Contains(value, StringComparer.OrdinalIgnoreCase)
            ? Wrong(name, value, string.Join(" or ", Enum.GetNames<T>()).ToLowerInvariant())
            : null;

    private static string? ProblemOf(string key, string value)
    {
        // The binder's own message does not list the names, and takes numbers for them.
        if ((WrongName<ReadyWhen>(nameof(GatewayOptions.ReadyWhen), key, value) ?? WrongName<WorkerProtocol>(nameof(GatewayOptions.WorkerProtocol), key, value)
            ?? WrongName<AffinityCarrier>($"{AffinityOptions.Section}:{nameof(AffinityOptions.By)}", key, value)) is { } wrong) return wrong.Message;
        try
        {
            new ConfigurationBuilder().AddInMemoryCollection([new($"{GatewayOptions.Section}:{key}", value)]).Build().GetSection(GatewayOptions.Section).Bind(new GatewayOptions());
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    private static IEnumerable<SettingsException> Wrong(GatewayOptions options) =>
        Own(options)
            .Concat(options.Weights.Problems())
            .Concat(options.Planning.Problems())
            .Concat(options.Budget.Problems())
            .Concat(options.Admission.Problems())
            .Concat(options.Hedging.Problems())
            .Concat(options.Affinity.Problems())
            .Concat(options.Peers.Problems(options.ManagementKey))
            .OfType<SettingsException>();

    private static IEnumerable<SettingsException?> Own(GatewayOptions options)
    {
        if (options.PathBase is { Length: > 0 } and not ['/', .., not '/']) yield return Wrong(nameof(options.PathBase), options.PathBase, "a path that begins with / and does not end with one, such as /serve");
        yield return WrongTime(nameof(options.ProbeInterval), options.ProbeInterval);
        yield return WrongTime(nameof(options.ProbeTimeout), options.ProbeTimeout);
        yield return WrongTime(nameof(options.StartTimeout), options.StartTimeout);
        yield return WrongTime(nameof(options.ConnectTimeout), options.ConnectTimeout);
        yield return WrongTime(nameof(options.ActivityTimeout), options.ActivityTimeout);
        yield return WrongTime(nameof(options.MeasuringTimeout), options.MeasuringTimeout);
        yield return WrongTime(nameof(options.RetryAfter), options.RetryAfter);
        yield return WrongTime($"{CapacityOptions.Section}:{nameof(CapacityOptions.HoldTime)}", options.Capacity.HoldTime);
        yield return WrongTime($"{CapacityOptions.Section}:{nameof(CapacityOptions.EventLifetime)}", options.Capacity.EventLifetime);
        yield return WrongTime($"{KeysOptions.Section}:{nameof(KeysOptions.ReloadInterval)}", options.Keys.ReloadInterval);
        yield return WrongTime($"{WakingOptions.Section}:{nameof(WakingOptions.Time)}", options.Waking.Time);
        yield return WrongTime($"{WakingOptions.Section}:{nameof(WakingOptions.RetryAfter)}", options.Waking.RetryAfter);
        if (options.Waking.Limit < 0) yield return Wrong($"{WakingOptions.Section}:{nameof(WakingOptions.Limit)}", $"{options.Waking.Limit}", "a number of requests, or 0 for none");
        if (options.Drain.Delay < TimeSpan.Zero || options.Drain.Delay > Longest) yield return Wrong($"{DrainOptions.Section}:{nameof(DrainOptions.Delay)}", options.Drain.Delay.ToString(), "a time such as 00:00:10, or 00:00:00 for none");
        if (options.ReturnTime < TimeSpan.Zero || options.ReturnTime > Longest) yield return Wrong(nameof(options.ReturnTime), options.ReturnTime.ToString(), "a time such as 00:00:10, or 00:00:00 for a return at once");
        if (options.Replicas < 1) yield return Wrong(nameof(options.Replicas), $"{options.Replicas}", "a whole number of at least 1");
        if (options.BodiesLimit < 1) yield return Wrong(nameof(options.BodiesLimit), $"{options.BodiesLimit}", "a number of bytes of at least 1");
        if (options.BodyLimit is <= 0 or int.MaxValue) yield return Wrong(nameof(options.BodyLimit), $"{options.BodyLimit}", $"bytes, from 1 to {int.MaxValue - 1}");
    }

    public static SettingsException Wrong(string name, string given, string allowed) =>
        new($"{GatewayOptions.Section}:{name} is '{given}'; use {allowed}.");

    /// <summary>What is wrong with a time that must be above 0; null: nothing.</summary>
    public static SettingsException? WrongTime(string name, TimeSpan given) =>
        given <= TimeSpan.Zero || given > Longest ? Wrong(name, given.ToString(), $"a time above 0 and up to {Longest.Days} days, such as 00:00:02") : null;
}
