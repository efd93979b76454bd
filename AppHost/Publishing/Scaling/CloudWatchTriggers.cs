using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Observability;
using AppHost.Publishing.Values;
using Fleet;

namespace AppHost.Publishing.Scaling;

/// <summary>
/// The collector's figures in CloudWatch. A schema that names no keys reads only the series without dimensions: the
/// collector publishes one beside the others.
/// </summary>
internal static class CloudWatchTriggers
{
    // Thresholds are a minute's, so are the sums.
    private const string Period = "60";

    public static IEnumerable<ScaleTrigger> For(Unit unit)
    {
        yield return Query("requests", "AverageValue", $"SELECT SUM({Quoted(MetricNames.Counter(unit.Name))}) FROM SCHEMA({Quoted(MetricNames.Namespace)})", $"{{{{ {PerMinuteThreshold.For(unit)} | toJson }}}}");
        yield return Query("latency", "Value", $"SELECT AVG({Quoted(MetricNames.Latency(unit.Name))}) FROM SCHEMA({Quoted(MetricNames.Namespace)})", LatencySeconds(unit));
    }

    /// <summary>The longest that an answer may take, as a helm expression.</summary>
    public static string LatencySeconds(Unit unit) =>
        $"{{{{ round (mulf {ScalingThresholds.Text(ScalingThresholds.LongestLatency(unit))} {Helm.Path(ScalingValues.LatencyFactor)}) 3 | toJson }}}}";

    /// <summary>A trigger on what a query of Metrics Insights gives for the last full minute.</summary>
    public static ScaleTrigger Query(string name, string metricType, string expression, string target) => new()
    {
        Type = "aws-cloudwatch",
        Name = name,
        MetricType = metricType,
        Metadata =
        {
            ["expression"] = expression,
            ["targetMetricValue"] = target,
            ["minMetricValue"] = "0",
            ["metricStatPeriod"] = Period,
            ["metricCollectionTime"] = "300",
            // The minute that is under way is not yet counted to its end.
            ["metricEndTimeOffset"] = Period,
            ["awsRegion"] = ObservabilityValues.Region,
        },
        AuthenticationRef = new() { Name = ScalerAccess.Aws },
    };

    private static string Quoted(string name) => $"\"{name}\"";
}
