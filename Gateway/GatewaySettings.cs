using Gateway.Access;
using Gateway.Capacity;
using Gateway.Draining;
using Gateway.Waking;

namespace Gateway;

/// <summary>Looks at the section <c>Gateway</c> before anything is built on it.</summary>
internal static class GatewaySettings
{
    // What timers, timeouts of connections and cancellations all take.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <exception cref="SettingsException">A setting is not of its type, or out of its range.</exception>
    public static void Check(IConfigurationSection section)
    {
        // Before the rest is read: the binder's own message does not list the names.
        var ready = section[nameof(GatewayOptions.ReadyWhen)];
        if (ready is { Length: > 0 } && !Enum.GetNames<ReadyWhen>().Contains(ready, StringComparer.OrdinalIgnoreCase))
            throw Wrong(nameof(GatewayOptions.ReadyWhen), ready, string.Join(" or ", Enum.GetNames<ReadyWhen>()).ToLowerInvariant());

        var options = new GatewayOptions();
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            throw new SettingsException(exception.Message, exception);
        }

        if (options.PathBase is { Length: > 0 } and not ['/', .., not '/']) throw Wrong(nameof(options.PathBase), options.PathBase, "a path that begins with / and does not end with one, such as /serve");
        CheckTime(nameof(options.ProbeInterval), options.ProbeInterval);
        CheckTime(nameof(options.ProbeTimeout), options.ProbeTimeout);
        CheckTime(nameof(options.StartTimeout), options.StartTimeout);
        CheckTime(nameof(options.ConnectTimeout), options.ConnectTimeout);
        CheckTime(nameof(options.ActivityTimeout), options.ActivityTimeout);
        CheckTime(nameof(options.MeasuringTimeout), options.MeasuringTimeout);
        CheckTime(nameof(options.RetryAfter), options.RetryAfter);
        CheckTime($"{CapacityOptions.Section}:{nameof(CapacityOptions.HoldTime)}", options.Capacity.HoldTime);
        CheckTime($"{CapacityOptions.Section}:{nameof(CapacityOptions.EventLifetime)}", options.Capacity.EventLifetime);
        CheckTime($"{WakingOptions.Section}:{nameof(WakingOptions.Time)}", options.Waking.Time);
        CheckTime($"{WakingOptions.Section}:{nameof(WakingOptions.RetryAfter)}", options.Waking.RetryAfter);
        if (options.Waking.Limit < 0) throw Wrong($"{WakingOptions.Section}:{nameof(WakingOptions.Limit)}", $"{options.Waking.Limit}", "a number of requests, or 0 for none");
        if (options.Drain.Delay < TimeSpan.Zero || options.Drain.Delay > Longest) throw Wrong($"{DrainOptions.Section}:{nameof(DrainOptions.Delay)}", options.Drain.Delay.ToString(), "a time such as 00:00:10, or 00:00:00 for none");
        if (options.ReturnTime < TimeSpan.Zero || options.ReturnTime > Longest) throw Wrong(nameof(options.ReturnTime), options.ReturnTime.ToString(), "a time such as 00:00:10, or 00:00:00 for a return at once");
        options.Weights.Check();
        options.Planning.Check();
        options.Budget.Check();
        options.Admission.Check();
        CheckTime($"{KeysOptions.Section}:{nameof(KeysOptions.ReloadInterval)}", options.Keys.ReloadInterval);
        if (options.Replicas < 1) throw Wrong(nameof(options.Replicas), $"{options.Replicas}", "a whole number of at least 1");
        if (options.BodyLimit is <= 0 or int.MaxValue) throw Wrong(nameof(options.BodyLimit), $"{options.BodyLimit}", $"bytes, from 1 to {int.MaxValue - 1}");
    }

    public static SettingsException Wrong(string name, string given, string allowed) =>
        new($"{GatewayOptions.Section}:{name} is '{given}'; use {allowed}.");

    public static void CheckTime(string name, TimeSpan given)
    {
        if (given <= TimeSpan.Zero || given > Longest) throw Wrong(name, given.ToString(), $"a time above 0 and up to {Longest.Days} days, such as 00:00:02");
    }
}
