using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Observability;
using AppHost.Publishing.Security;
using AppHost.Publishing.Store;
using AppHost.Publishing.Values;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>A unit's compile Jobs: one for each size, each of which ends.</summary>
internal static class CompileJobs
{
    /// <summary>What stands for a size where a text model has none.</summary>
    private const string Text = "text";

    /// <summary>Where the image has the models that the fleet names by a relative path.</summary>
    private const string ImageFolder = "/app";

    public static IReadOnlyList<string> Sizes(Unit unit) => unit.Model.IsText ? [Text] : [.. unit.Sizes.Select(size => size.ToString())];

    public static Job For(Unit unit, string size, FleetChart chart)
    {
        var job = new Job
        {
            Metadata = { Name = UnitNames.CompileJob(unit, size) },
            Spec =
            {
                BackoffLimit = Helm.Number(CompileValues.Retries),
                ActiveDeadlineSeconds = Helm.Number(CompileValues.Deadline),
                TtlSecondsAfterFinished = Helm.Number(CompileValues.Keep),
                PodFailurePolicy = PodFailurePolicy.IgnoreDisruptions,
            },
        };
        var template = job.Spec.Template;
        template.Metadata.Annotations[UnitDeployment.DoNotDisrupt] = "true";
        foreach (var (label, value) in Labels(unit))
            template.Metadata.Labels[label] = value;

        var pod = template.Spec;
        pod.Containers.Add(new()
        {
            Name = "compile",
            Image = Helm.Text(ImageValues.Compiler(unit.Accelerator.Family)),
            Command = { "dotnet", "/app/Compiler.dll" },
            Args =
            {
                $"--Worker:Unit={unit.Name}",
                $"--size={size}",
                $"--models={ImageFolder}",
                $"--release={UnitNames.Deployment(unit)}",
                $"--benchmark={Helm.NumberText(CompileValues.Benchmark)}",
            },
            // A compiler writes where it is started.
            WorkingDir = "/tmp",
            EnvFrom = { new() { ConfigMapRef = new() { Name = $"{chart.Compiler.Resource.Name}-config" } } },
        });
        DevicePlugins.Name(pod, unit);
        pod.Containers.Single().SayPod();
        UnitPlacement.Place(pod, unit);
        UnitResources.Request(pod, unit);
        UnitFleet.Carry(template, UnitFleet.Text(unit, chart.FleetFile));
        StoreMount.Write(pod);
        HuggingFaceToken.Give(pod);
        PodSecurity.Restrict(pod, temporaryLimit: "100Gi");
        pod.PriorityClassName = PriorityClasses.Compile;
        pod.RestartPolicy = "Never";
        pod.ServiceAccountName = CompileAccess.Account;
        pod.EnableServiceLinks = false;
        return job;
    }

    /// <summary>Other than the workers': no Service sends a Job requests.</summary>
    private static Dictionary<string, string> Labels(Unit unit) => new()
    {
        ["app.kubernetes.io/name"] = "{{ .Chart.Name }}",
        ["app.kubernetes.io/component"] = UnitNames.CompileComponent(unit),
        ["app.kubernetes.io/instance"] = "{{ .Release.Name }}",
    };
}
