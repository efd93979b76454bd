using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ServiceDefaults.Telemetry;

/// <summary>Collects the meters when asked and writes them as Prometheus text.</summary>
internal sealed class PrometheusReader : BaseExportingMetricReader
{
    private readonly Lock _oneAtATime = new();
    private readonly TextExporter _exporter;

    public PrometheusReader()
        : this(new TextExporter())
    {
    }

    private PrometheusReader(TextExporter exporter)
        : base(exporter)
    {
        _exporter = exporter;
        TemporalityPreference = MetricReaderTemporalityPreference.Cumulative;
    }

    public string Scrape()
    {
        lock (_oneAtATime)
        {
            // The reader refuses to collect for a pulled exporter unless asked through it.
            _exporter.Collect?.Invoke(Timeout.Infinite);
            return _exporter.Text;
        }
    }

    [ExportModes(ExportModes.Pull)]
    private sealed class TextExporter : BaseExporter<Metric>, IPullMetricExporter
    {
        public string Text { get; private set; } = "";

        public Func<int, bool>? Collect { get; set; }

        public override ExportResult Export(in Batch<Metric> batch)
        {
            using var writer = new StringWriter { NewLine = "\n" };
            foreach (var metric in batch)
                PrometheusText.Write(metric, writer);
            Text = writer.ToString();
            return ExportResult.Success;
        }
    }
}
