using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Nodes;
using AppHost.Publishing.Security;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;

namespace AppHost.Publishing.Units;

/// <summary>
/// A Job of some seconds after every upgrade and rollback. helm stores manifests as they were rendered: a rollback brings
/// back <c>paused: true</c> of a day when programs were missing, and an upgrade may overtake the compile Job that has just
/// let its Deployment go. Nobody else would let it go again.
/// </summary>
internal static class ReleaseHook
{
    public const string Name = "release-compiled";

    // Most of it for a node and the image. helm waits no longer than its own --timeout, and the Job ends all the same.
    private const int Deadline = 900;

    public static Job For(FleetChart chart)
    {
        var job = new Job
        {
            Metadata = { Name = Name, Labels = Labels() },
            Spec = { BackoffLimit = Helm.Raw("2"), ActiveDeadlineSeconds = Helm.Raw($"{Deadline}"), TtlSecondsAfterFinished = Helm.Raw("3600") },
        };
        job.Metadata.Annotations["helm.sh/hook"] = "post-upgrade,post-rollback";
        job.Metadata.Annotations["helm.sh/hook-delete-policy"] = "before-hook-creation,hook-succeeded";
        job.Spec.Template.Metadata.Labels = Labels();

        var pod = job.Spec.Template.Spec;
        pod.Containers.Add(new()
        {
            Name = "release",
            Image = Helm.Text(ImageValues.Compiler(chart.Families.First())),
            Command = { "dotnet", "/app/Compiler.dll" },
            Args = { $"--resume={string.Join(',', chart.Fleet.Units.Select(UnitNames.Deployment))}" },
            WorkingDir = "/tmp",
            Resources = new() { Requests = { ["cpu"] = "100m", ["memory"] = "256Mi" }, Limits = { ["memory"] = "256Mi" } },
        });
        pod.NodeSelector[NodePools.Label] = NodePools.Cpu;
        PodSecurity.Restrict(pod, temporaryLimit: "64Mi");
        pod.PriorityClassName = PriorityClasses.Serving;
        pod.RestartPolicy = "Never";
        pod.ServiceAccountName = CompileAccess.Account;
        pod.EnableServiceLinks = false;
        return job.When(Helm.Path(CompileValues.Enabled));
    }

    // Of its own each time: one object at two places would be written as an alias.
    private static Dictionary<string, string> Labels() => new()
    {
        ["app.kubernetes.io/name"] = "{{ .Chart.Name }}",
        ["app.kubernetes.io/component"] = Name,
        ["app.kubernetes.io/instance"] = "{{ .Release.Name }}",
    };
}
