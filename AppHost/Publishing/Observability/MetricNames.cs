namespace AppHost.Publishing.Observability;

/// <summary>
/// What metrics are called in CloudWatch: the unit stands in the name, so that what already reads
/// aws-samples/scalable-hw-agnostic-inference reads these.
/// </summary>
internal static class MetricNames
{
    public const string Namespace = "hw-agnostic-infer";

    /// <summary>The worker's count of answered requests, whatever route they came by.</summary>
    public const string Requests = "inference.requests";

    /// <summary>The worker's times of requests, in seconds.</summary>
    public const string Duration = "gen_ai.server.request.duration";

    /// <summary>Attributes of all telemetry of a unit's workers: its name and its node pool, by which a counter is called.</summary>
    public const string Unit = "inference.unit", NodePool = "inference.node_pool";

    public static string Counter(string unit) => $"{unit}-counter";

    public static string Latency(string unit) => $"{unit}-latency";
}
