using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Nodes;
using AppHost.Publishing.Scaling;
using AppHost.Publishing.Security;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Pods;

/// <summary>A service without accelerator, of which there are always several: the gateway, the frontend.</summary>
/// <param name="Readiness">Path of the readiness probe.</param>
/// <param name="Drain">Seconds that a pod may take to finish what it has.</param>
/// <param name="Values">The section of its values: <c>gateway</c>.</param>
internal sealed record CpuService(string Readiness, int Drain, string Values)
{
    public const string Health = "/health";

    // Load balancers go on sending for so long after a pod was told to go.
    private const int Deregistration = 15;

    /// <summary>Completes the Deployment and adds what it needs beside it.</summary>
    /// <param name="callsCluster">Whether its pods may have a token for the cluster's API.</param>
    public void Complete(KubernetesResource service, bool callsCluster = false)
    {
        if (service.Workload is not Deployment deployment)
            return;
        var name = deployment.PodTemplate.Spec.Containers[0].Name;
        var pods = deployment.Spec.Selector.MatchLabels;
        // Whoever scales it has the say.
        deployment.Spec.Replicas = null;
        deployment.Spec.Strategy.RollingUpdate = new() { MaxSurge = 1, MaxUnavailable = 0 };
        // They read their environment once; the fleet file, which the gateway mounts, is read again as it changes.
        deployment.PodTemplate.Metadata.Annotations["inference/settings"] =
            $"{{{{ list (index .Values.config `{name}`) (index .Values.{Values} `anonymousInference`) .Values.observability.enabled | toJson | sha256sum }}}}";
        CompletePod(deployment.PodTemplate.Spec, name, pods, callsCluster);

        service.AdditionalResources.Add(new ServiceAccountV1 { Metadata = { Name = name } });
        service.AdditionalResources.Add(PodDisruptionBudget.OneAtATime($"{name}-budget", pods));
        service.AdditionalResources.Add(CpuScaling.Create($"{name}-hpa", deployment.Metadata.Name, Values));
    }

    private void CompletePod(PodSpecV1 pod, string name, Dictionary<string, string> pods, bool callsCluster)
    {
        pod.ServiceAccountName = name;
        pod.NodeSelector[NodePools.Label] = NodePools.Cpu;
        pod.TerminationGracePeriodSeconds = Deregistration + Drain + 15;
        pod.TopologySpreadConstraints.Add(Over("topology.kubernetes.io/zone", "ScheduleAnyway", pods));
        pod.TopologySpreadConstraints.Add(Over("kubernetes.io/hostname", "DoNotSchedule", pods));
        pod.PriorityClassName = PriorityClasses.Serving;
        pod.AutomountServiceAccountToken = callsCluster;
        // The variables of every Service around would be settings to a .NET program.
        pod.EnableServiceLinks = false;
        PodSecurity.Restrict(pod, temporaryLimit: "256Mi");

        var container = pod.Containers[0];
        container.Lifecycle = new() { PreStop = new() { Sleep = new() { Seconds = Deregistration }, Exec = null!, HttpGet = null!, TcpSocket = null! } };
        container.Resources = new()
        {
            Requests = { ["cpu"] = Helm.Text($"{Values}.cpu"), ["memory"] = Helm.Text($"{Values}.memory") },
            Limits = { ["memory"] = Helm.Text($"{Values}.memory") },
        };
        var port = container.Ports[0].Name;
        container.StartupProbe = Ask(Health, port, period: 2, failures: 30);
        container.ReadinessProbe = Ask(Readiness, port, period: 5, failures: 2);
        container.LivenessProbe = Ask(Health, port, period: 10, failures: 3);
    }

    private static ProbeV1 Ask(string path, string port, int period, int failures) => new()
    {
        HttpGet = new() { Path = path, Port = port },
        PeriodSeconds = period,
        TimeoutSeconds = 3,
        FailureThreshold = failures,
    };

    private static TopologySpreadConstraintV1 Over(string domain, string otherwise, Dictionary<string, string> pods) => new()
    {
        MaxSkew = 1,
        TopologyKey = domain,
        WhenUnsatisfiable = otherwise,
        // Of its own: one object at two places would be written as an alias.
        LabelSelector = new(new Dictionary<string, string>(pods)),
        // The pods of the version that goes do not count.
        MatchLabelKeys = { "pod-template-hash" },
    };
}
