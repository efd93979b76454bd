using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// One metric in the Prometheus text format 0.0.4, named as OpenTelemetry's compatibility specification says: dots
/// become underscores, the unit and <c>_total</c> are appended.
/// </summary>
internal static class PrometheusText
{
    public static void Write(Metric metric, TextWriter to)
    {
        var name = Name(metric);
        if (!string.IsNullOrEmpty(metric.Description))
            to.WriteLine($"# HELP {name} {Escape(metric.Description)}");
        to.WriteLine($"# TYPE {name} {Kind(metric.MetricType)}");
        var sums = new Dictionary<string, double>();
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = Labels(point.Tags, out var isPrivate);
            // Points that differ by what is not shown are one.
            if (Sum(metric.MetricType, point) is { } sum) sums[labels] = sums.GetValueOrDefault(labels) + sum;
            // No other kind can be added up.
            else if (!isPrivate) WritePoint(metric.MetricType, name, labels, point, to);
        }

        foreach (var (labels, sum) in sums) WriteSample(to, name, labels, sum);
    }

    private static double? Sum(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        _ => null,
    };

    private static void WritePoint(MetricType type, string name, string labels, in MetricPoint point, TextWriter to)
    {
        switch (type)
        {
            case MetricType.LongGauge:
                WriteSample(to, name, labels, point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                WriteSample(to, name, labels, point.GetGaugeLastValueDouble());
                break;
            case MetricType.Histogram:
                WriteHistogram(name, labels, point, to);
                break;
        }
    }

    private static void WriteHistogram(string name, string labels, in MetricPoint point, TextWriter to)
    {
        long below = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            below += bucket.BucketCount;
            var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Number(bucket.ExplicitBound);
            var separator = labels.Length == 0 ? "" : ",";
            WriteSample(to, name + "_bucket", $"{labels}{separator}le=\"{bound}\"", below);
        }

        WriteSample(to, name + "_sum", labels, point.GetHistogramSum());
        WriteSample(to, name + "_count", labels, point.GetHistogramCount());
    }

    private static void WriteSample(TextWriter to, string name, string labels, double value) =>
        to.WriteLine(labels.Length == 0 ? $"{name} {Number(value)}" : $"{name}{{{labels}}} {Number(value)}");

    private static string Kind(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => "counter",
        MetricType.Histogram => "histogram",
        MetricType.ExponentialHistogram => "untyped",
        _ => "gauge",
    };

    private static string Name(Metric metric)
    {
        var name = Sanitize(metric.Name);
        // "{request}" is an annotation, not a unit, and adds nothing to the name.
        var unit = metric.Unit switch
        {
            "s" => "seconds",
            "ms" => "milliseconds",
            "By" => "bytes",
            "%" => "percent",
            "1" => metric.MetricType is MetricType.LongGauge or MetricType.DoubleGauge ? "ratio" : "",
            _ => "",
        };
        if (unit.Length > 0 && !name.EndsWith(unit, StringComparison.Ordinal))
            name += "_" + unit;
        return Kind(metric.MetricType) == "counter" ? name + "_total" : name;
    }

    private static string Labels(ReadOnlyTagCollection tags, out bool isPrivate)
    {
        isPrivate = false;
        var labels = new List<string>();
        foreach (var (key, value) in tags)
        {
            if (PrivateTags.Has(key))
            {
                isPrivate = true;
                continue;
            }

            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels.Add($"{Sanitize(key)}=\"{Escape(text).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
        }

        return string.Join(',', labels);
    }

    private static string Sanitize(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private static string Escape(string text) =>
        text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
