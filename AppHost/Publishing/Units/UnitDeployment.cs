using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Security;
using AppHost.Publishing.Store;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>A unit's workers.</summary>
internal static class UnitDeployment
{
    /// <summary>Nodes of accelerators take minutes to come and a model to load: they are not moved for a better price.</summary>
    public const string DoNotDisrupt = "karpenter.sh/do-not-disrupt";

    private const string Zone = "topology.kubernetes.io/zone";

    /// <summary>Pulling the image and loading the weights; a rollout that takes longer is said to have failed.</summary>
    private const int ProgressSeconds = 3600;

    public static void Complete(Deployment deployment, Unit unit)
    {
        var spec = deployment.Spec;
        // Replicas are KEDA's.
        spec.Replicas = null;
        spec.ProgressDeadlineSeconds = ProgressSeconds;
        // Capacity that serves is not given up for capacity that may not come.
        spec.Strategy.RollingUpdate = new() { MaxSurge = 1, MaxUnavailable = 0 };
        spec.Template.Metadata.Annotations[DoNotDisrupt] = "true";
        // Workers read their settings once.
        spec.Template.Metadata.Annotations["inference/settings"] =
            $"{{{{ list {Helm.Path($"config.{unit.Name.Replace('-', '_')}")} {Helm.Path(ObservabilityValues.Enabled)} | toJson | sha256sum }}}}";

        var pod = spec.Template.Spec;
        var container = pod.Containers.Single();
        container.Command.AddRange(["dotnet", $"/app/{HostOf(unit)}.dll"]);
        container.Lifecycle = new() { PreStop = Sleep(UnitTimes.PreStopSeconds) };
        UnitProbes.Add(container);
        UnitPlacement.Place(pod, unit);
        UnitResources.Request(pod, unit);
        StoreMount.Read(pod);
        var hub = HuggingFaceToken.IsFor(unit);
        if (hub)
            HuggingFaceToken.Give(pod);
        // What the store lacks of a checkpoint from the Hub, a worker fetches to its own disk.
        PodSecurity.Restrict(pod, temporaryLimit: hub ? "100Gi" : "20Gi");
        pod.PriorityClassName = PriorityClasses.Serving;
        pod.ServiceAccountName = unit.Name;
        pod.AutomountServiceAccountToken = false;
        pod.EnableServiceLinks = false;
        pod.TerminationGracePeriodSeconds = UnitTimes.GraceSeconds(unit);
        pod.TopologySpreadConstraints.Add(new()
        {
            TopologyKey = Zone,
            MaxSkew = 1,
            // A zone without this accelerator must not keep replicas from the others.
            WhenUnsatisfiable = "ScheduleAnyway",
            LabelSelector = new(new Dictionary<string, string>(spec.Selector.MatchLabels)),
            MatchLabelKeys = { "pod-template-hash" },
        });
    }

    private static string HostOf(Unit unit) => $"ModelWorker.{unit.Accelerator.Family}";

    private static LifecycleHandlerV1 Sleep(int seconds) => new() { Sleep = new() { Seconds = seconds }, Exec = null!, HttpGet = null!, TcpSocket = null! };
}
