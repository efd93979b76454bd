using AppHost.Publishing.Chart;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Observability;

/// <summary>Where a service sends its telemetry, and what it says of itself.</summary>
internal static class Telemetry
{
    private const string PodName = "POD_NAME";

    /// <param name="name">The service.</param>
    /// <param name="unit">The unit whose workers it is: their figures are called by it and by its node pool.</param>
    public static void SendTelemetry(this KubernetesResource service, FleetChart chart, string name, Unit? unit = null)
    {
        if (service.ConfigMap is not { } settings || service.Workload is not { } workload)
            return;
        Send(settings, chart, name);
        workload.PodTemplate.Spec.Containers[0].SayPod(unit is null ? "" : $",{MetricNames.Unit}={unit.Name},{MetricNames.NodePool}={unit.NodePool}");
    }

    /// <summary>Where to, in the settings of the service's pods.</summary>
    public static void Send(ConfigMap settings, FleetChart chart, string name)
    {
        settings.Data["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collected(Collector.Endpoint, chart.Dashboard ? Dashboard.Endpoint : "");
        settings.Data["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        // What was new in each interval: sums over pods that come and go stay true. The dashboard by itself reckons otherwise.
        settings.Data["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"] = chart.Dashboard ? Collected("delta", "cumulative") : "delta";
        settings.Data["OTEL_SERVICE_NAME"] = name;
    }

    /// <summary>Which pod it comes from.</summary>
    /// <param name="container">The container that sends.</param>
    /// <param name="more">Other attributes, each after a comma.</param>
    public static void SayPod(this ContainerV1 container, string more = "")
    {
        container.Env.Add(new() { Name = PodName, ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.name" } } });
        // Twice the same: the collector's exporter to CloudWatch finds a pod's name for its {PodName} under 'pod'.
        container.Env.Add(new() { Name = "OTEL_RESOURCE_ATTRIBUTES", Value = $"k8s.pod.name=$({PodName}),pod=$({PodName}),service.instance.id=$({PodName}){more}" });
    }

    private static string Collected(string with, string without) => $"{{{{ ternary `{with}` `{without}` {Helm.Path(ObservabilityValues.Enabled)} }}}}";
}
