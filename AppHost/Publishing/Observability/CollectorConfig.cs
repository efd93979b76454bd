using AppHost.Publishing.Chart;
using AppHost.Publishing.Values;

namespace AppHost.Publishing.Observability;

/// <summary>
/// What the collector does with telemetry. Requests and their times get the names of <see cref="MetricNames"/>, each as
/// two series: with dimensions for people, and without for scalers, whose queries name none. Our other metrics keep
/// their names.
/// </summary>
internal static class CollectorConfig
{
    /// <summary>The configuration in YAML, with helm expressions. Pools and units come with the telemetry (<see cref="Telemetry"/>).</summary>
    public static string For(FleetChart chart) => $$$"""
        receivers:
          otlp:
            protocols:
              grpc:
                endpoint: 0.0.0.0:{{{Collector.Port}}}
        extensions:
          health_check:
            endpoint: 0.0.0.0:{{{Collector.HealthPort}}}
        processors:
          memory_limiter:
            check_interval: 1s
            limit_percentage: 80
            spike_limit_percentage: 20
          batch:
            timeout: 10s
          # Requests that were answered, and no others.
          filter/served:
            error_mode: ignore
            metrics:
              metric:
                - 'not IsMatch(metric.name, "^({{{MetricNames.Requests}}}|{{{MetricNames.Duration}}})$")'
                - 'resource.attributes["{{{MetricNames.Unit}}}"] == nil'
              datapoint:
                - 'datapoint.attributes["error.type"] != nil'
          transform/copies:
            error_mode: ignore
            metric_statements:
              - context: metric
                statements:
                  - copy_metric(name="{{{MetricNames.Requests}}}.pool") where metric.name == "{{{MetricNames.Requests}}}"
          transform/names:
            error_mode: ignore
            metric_statements:
              - context: metric
                statements:
                  - set(metric.unit, "Count") where metric.name != "{{{MetricNames.Duration}}}"
                  - set(metric.unit, "Seconds") where metric.name == "{{{MetricNames.Duration}}}"
                  - set(metric.name, Concat([resource.attributes["{{{MetricNames.Unit}}}"], "{{{MetricNames.Counter("")}}}"], "")) where metric.name == "{{{MetricNames.Requests}}}"
                  - set(metric.name, Concat([resource.attributes["{{{MetricNames.Unit}}}"], "{{{MetricNames.Latency("")}}}"], "")) where metric.name == "{{{MetricNames.Duration}}}"
                  - set(metric.name, resource.attributes["{{{MetricNames.NodePool}}}"]) where metric.name == "{{{MetricNames.Requests}}}.pool"
              - context: datapoint
                statements:
                  - set(datapoint.attributes["Unit"], resource.attributes["{{{MetricNames.Unit}}}"])
                  - set(datapoint.attributes["NodePool"], resource.attributes["{{{MetricNames.NodePool}}}"])
                  - set(datapoint.attributes["Model"], datapoint.attributes["gen_ai.request.model"])
                  - set(datapoint.attributes["Size"], datapoint.attributes["inference.image.size"])
          # Every series costs: what the platform measures of itself is for other tools.
          filter/others:
            error_mode: ignore
            metrics:
              metric:
                - 'metric.name == "{{{MetricNames.Requests}}}"'
                - 'not IsMatch(metric.name, "^(inference|gen_ai)[.]")'
          probabilistic_sampler:
            sampling_percentage: {{{Helm.NumberText(ObservabilityValues.Traces)}}}
        {{{(chart.Dashboard ? Dashboard.Processor : "")}}}exporters:
          awsemf/served:
            region: {{{ObservabilityValues.Region}}}
            namespace: {{{MetricNames.Namespace}}}
            log_group_name: /inference/{{ .Release.Name }}/requests
            # One stream for each pod: alike series of two pods in one batch would be taken for one.
            log_stream_name: '{PodName}'
            log_retention: {{{Helm.NumberText(ObservabilityValues.Retention)}}}
            dimension_rollup_option: NoDimensionRollup
            metric_declarations:
              - dimensions: [[], [Unit, NodePool, Model, Size], [Unit, NodePool, Model]]
                metric_name_selectors: ['.*']
          awsemf/others:
            region: {{{ObservabilityValues.Region}}}
            namespace: {{{MetricNames.Namespace}}}/telemetry
            log_group_name: /inference/{{ .Release.Name }}/metrics
            log_stream_name: '{PodName}'
            log_retention: {{{Helm.NumberText(ObservabilityValues.Retention)}}}
            dimension_rollup_option: NoDimensionRollup
          awsxray:
            region: {{{ObservabilityValues.Region}}}
          awscloudwatchlogs:
            region: {{{ObservabilityValues.Region}}}
            log_group_name: /inference/{{ .Release.Name }}/logs
            log_stream_name: services
            log_retention: {{{Helm.NumberText(ObservabilityValues.Retention)}}}
        {{{(chart.Dashboard ? Dashboard.Exporter : "")}}}service:
          extensions: [health_check]
          pipelines:
            metrics/served:
              receivers: [otlp]
              processors: [memory_limiter, filter/served, transform/copies, transform/names, batch]
              exporters: [awsemf/served]
            metrics/others:
              receivers: [otlp]
              processors: [memory_limiter, filter/others, batch]
              exporters: [awsemf/others]
            traces:
              receivers: [otlp]
              processors: [memory_limiter, probabilistic_sampler, batch]
              exporters: [awsxray]
            logs:
              receivers: [otlp]
              processors: [memory_limiter, batch]
              exporters: [awscloudwatchlogs]
        {{{(chart.Dashboard ? Dashboard.Pipelines : "")}}}
        """.ReplaceLineEndings("\n");
}
