namespace Gateway.Affinity;

/// <summary>What carries a session from one request to the next.</summary>
internal enum AffinityCarrier
{
    /// <summary>There are no sessions: weights hold for each request.</summary>
    Off,

    /// <summary>A cookie, as load balancers do it: for browsers.</summary>
    Cookie,

    /// <summary>A header that clients send back, for those that keep no cookies.</summary>
    Header,
}

/// <summary>The section <c>Gateway:Affinity</c>: whether a client stays with the worker that it was given. Then weights hold for sessions, and one busy client can defeat them.</summary>
internal sealed class AffinityOptions
{
    public const string Section = "Affinity";

    public AffinityCarrier By { get; set; }

    /// <summary>A session lasts so long from its first request, and is weighed anew then. 200 s is the target groups' of aws-samples/scalable-hw-agnostic-inference.</summary>
    public TimeSpan Time { get; set; } = TimeSpan.FromSeconds(200);

    /// <summary>Values that cannot be used.</summary>
    public IEnumerable<SettingsException> Problems()
    {
        if (Time < TimeSpan.FromSeconds(1) || Time > TimeSpan.FromDays(7)) yield return GatewaySettings.Wrong($"{Section}:{nameof(Time)}", $"{Time}", "a time from a second to 7 days, such as 00:03:20");
    }
}
