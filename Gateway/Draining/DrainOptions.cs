namespace Gateway.Draining;

/// <summary>The section <c>Gateway:Drain</c>: what is between SIGTERM and the end.</summary>
internal sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>
    /// So long it takes requests as before while readiness says no, for whoever leads requests here to notice. In a pod the
    /// chart's pause before SIGTERM does the same.
    /// </summary>
    public TimeSpan Delay { get; set; }
}
