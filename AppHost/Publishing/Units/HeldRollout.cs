using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>
/// Holds a unit's rollout until its programs are compiled: a new Deployment that is paused makes no pod, and one that is
/// updated keeps its old pods. So no accelerator waits for a compiler. The last of the unit's Jobs to end lets it go, and
/// notes on the Deployment with which content: helm does not know that note and leaves it, whatever it installs or rolls back.
/// </summary>
internal static class HeldRollout
{
    public static void Hold(Deployment deployment, Unit unit, IReadOnlyList<Job> jobs)
    {
        var content = UnitContent.Expression(unit, deployment);
        var released = UnitContent.IsReleased(unit, content);
        foreach (var (job, size) in jobs.Zip(CompileJobs.Sizes(unit)))
        {
            job.Spec.Template.Spec.Containers.Single().Args.Add($"--content={{{{ {content} }}}}");
            var template = JobTemplate.Expression(job);
            job.Set("metadata.name", $"{UnitNames.CompileJob(unit, size)}-{{{{ {template} }}}}");
            // What was compiled is not compiled again when its Jobs have gone; those that are still there stay, for their logs.
            var isThere = $"(lookup `batch/v1` `Job` .Release.Namespace (printf `{UnitNames.CompileJob(unit, size)}-%s` {template}))";
            job.When($"and {Helm.Path(CompileValues.Enabled)} (or {Helm.Path(CompileValues.Again)} (not {released}) {isThere})");
        }

        deployment.Metadata.Annotations[UnitContent.Annotation] = $"{{{{ {content} }}}}";
        deployment.PodTemplate.Metadata.Annotations[UnitContent.Annotation] = $"{{{{ {content} }}}}";
        // Without a cluster to ask: held.
        deployment.Set("spec.paused", Helm.Raw($"{{{{ and {Helm.Path(CompileValues.Enabled)} (not {released}) }}}}"));
    }
}
