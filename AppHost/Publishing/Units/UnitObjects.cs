using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Observability;
using AppHost.Publishing.Scaling;
using AppHost.Publishing.Security;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>Everything of a unit in the cluster: all of it lies in <c>templates/UNIT/</c>.</summary>
internal static class UnitObjects
{
    public static void Attach(KubernetesResource service, Unit unit, FleetChart chart)
    {
        var deployment = service.Workload as Deployment
            ?? throw new InvalidOperationException($"Unit '{unit.Name}' is published as {service.Workload?.Kind}; its workers are a Deployment.");
        UnitFleet.Carry(deployment.PodTemplate, UnitFleet.Text(unit, chart.FleetFile));
        DevicePlugins.Name(deployment.PodTemplate.Spec, unit);
        UnitDeployment.Complete(deployment, unit);
        service.SendTelemetry(chart, unit.Name, unit);

        var jobs = CompileJobs.Sizes(unit).Select(size => CompileJobs.For(unit, size, chart)).ToList();
        HeldRollout.Hold(deployment, unit, jobs);

        var objects = service.AdditionalResources;
        objects.Add(new ServiceAccountV1 { Metadata = { Name = unit.Name } });
        objects.Add(PodDisruptionBudget.OneAtATime($"{unit.Name}-budget", deployment.Spec.Selector.MatchLabels));
        objects.AddRange(UnitScaling.Objects(unit, deployment.Metadata.Name));
        objects.AddRange(NetworkPolicies.ForUnit(unit, chart));
        objects.AddRange(jobs);
        objects.AddRange(CompileAccess.For(unit).Select(access => access.When(Helm.Path(CompileValues.Enabled))));
    }
}
