using AppHost.Publishing.Chart;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes;
using Fleet;

namespace AppHost.Publishing.Observability;

/// <summary>Where a service sends its telemetry, and what it says of itself.</summary>
internal static class Telemetry
{
    private const string PodName = "POD_NAME";

    /// <param name="name">The service.</param>
    /// <param name="unit">The unit whose workers it is: their figures are called by it and by its node pool.</param>
    public static void SendTelemetry(this KubernetesResource service, string name, Unit? unit = null)
    {
        if (service.ConfigMap is not { } settings || service.Workload is not { } workload)
            return;
        settings.Data["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"{{{{ ternary `{Collector.Endpoint}` `` {Helm.Path(ObservabilityValues.Enabled)} }}}}";
        settings.Data["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        // What was new in each interval: sums over pods that come and go stay true.
        settings.Data["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"] = "delta";
        settings.Data["OTEL_SERVICE_NAME"] = name;

        var attributes = $"k8s.pod.name=$({PodName}),service.instance.id=$({PodName})";
        if (unit is not null)
            attributes += $",{MetricNames.Unit}={unit.Name},{MetricNames.NodePool}={unit.NodePool}";
        var environment = workload.PodTemplate.Spec.Containers[0].Env;
        environment.Add(new() { Name = PodName, ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.name" } } });
        environment.Add(new() { Name = "OTEL_RESOURCE_ATTRIBUTES", Value = attributes });
    }
}
