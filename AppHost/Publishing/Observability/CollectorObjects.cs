using System.Security.Cryptography;
using System.Text;
using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Nodes;
using AppHost.Publishing.Security;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Observability;

/// <summary>The OpenTelemetry collector: its pods, their configuration, address and identity.</summary>
internal static class CollectorObjects
{
    private const string Config = "collector-config";
    private const string ConfigKey = "config.yaml";
    private const string Folder = "/etc/collector";
    private const string Health = "health";

    public static IEnumerable<BaseKubernetesResource> All(FleetChart chart)
    {
        var on = Helm.Path(ObservabilityValues.Enabled);
        yield return new ServiceAccountV1 { Metadata = { Name = Collector.Name } }.When(on);
        var config = CollectorConfig.For(chart);
        yield return ConfigMap(config).When(on);
        yield return Deployment(config).When(on);
        yield return Service().When(on);
        yield return PodDisruptionBudget.OneAtATime($"{Collector.Name}-budget", Labels()).When(on);
        yield return NetworkPolicies.ForCollector();
        if (chart.Dashboard)
            yield return NetworkPolicies.ToDashboard();
    }

    private static ConfigMap ConfigMap(string config)
    {
        var map = new ConfigMap { Metadata = { Name = Config, Labels = Labels() } };
        map.Data[ConfigKey] = Helm.Raw("|\n" + string.Concat(config.TrimEnd('\n').Split('\n').Select(line => $"    {line}\n")).TrimEnd('\n'));
        return map;
    }

    private static Deployment Deployment(string config)
    {
        var deployment = new Deployment { Metadata = { Name = $"{Collector.Name}-deployment", Labels = Labels() }, Spec = { Selector = new(Labels()), Replicas = 2 } };
        deployment.Spec.Strategy.RollingUpdate = new() { MaxSurge = 1, MaxUnavailable = 0 };
        var template = deployment.PodTemplate;
        template.Metadata.Labels = Labels();
        // It reads its configuration once.
        template.Metadata.Annotations["inference/config"] =
            $"{{{{ list `{Hash(config)}` .Values.observability {Helm.Path(StoreValues.Region)} | toJson | sha256sum }}}}";

        var pod = template.Spec;
        pod.ServiceAccountName = Collector.Name;
        pod.AutomountServiceAccountToken = false;
        pod.EnableServiceLinks = false;
        pod.PriorityClassName = PriorityClasses.Serving;
        pod.NodeSelector[NodePools.Label] = NodePools.Cpu;
        pod.TopologySpreadConstraints.Add(new() { MaxSkew = 1, TopologyKey = "kubernetes.io/hostname", WhenUnsatisfiable = "ScheduleAnyway", LabelSelector = new(Labels()) });
        pod.Volumes.Add(new() { Name = "config", ConfigMap = new() { Name = Config } });
        pod.Containers.Add(Container());
        PodSecurity.Restrict(pod, temporaryLimit: "64Mi");
        return deployment;
    }

    private static ContainerV1 Container() => new()
    {
        Name = Collector.Name,
        Image = Helm.Text(ObservabilityValues.Image),
        Args = { $"--config={Folder}/{ConfigKey}" },
        Ports =
        {
            new() { Name = Collector.PortName, ContainerPort = Collector.Port, Protocol = "TCP" },
            new() { Name = Health, ContainerPort = Collector.HealthPort, Protocol = "TCP" },
        },
        VolumeMounts = { new() { Name = "config", MountPath = Folder, ReadOnly = true } },
        Resources = new() { Requests = { ["cpu"] = "200m", ["memory"] = "512Mi" }, Limits = { ["memory"] = "512Mi" } },
        ReadinessProbe = new() { HttpGet = new() { Path = "/", Port = Health }, PeriodSeconds = 10 },
        LivenessProbe = new() { HttpGet = new() { Path = "/", Port = Health }, PeriodSeconds = 20, FailureThreshold = 3 },
    };

    private static Service Service() => new()
    {
        Metadata = { Name = Collector.Service, Labels = Labels() },
        Spec = { Selector = Labels(), Ports = { new() { Name = Collector.PortName, Port = Collector.Port, TargetPort = Collector.Port, Protocol = "TCP", AppProtocol = "grpc" } } },
    };

    private static Dictionary<string, string> Labels() => new()
    {
        ["app.kubernetes.io/name"] = "{{ .Chart.Name }}",
        ["app.kubernetes.io/component"] = Collector.Name,
        ["app.kubernetes.io/instance"] = "{{ .Release.Name }}",
    };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
