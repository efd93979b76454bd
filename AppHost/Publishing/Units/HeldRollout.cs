using AppHost.Publishing.Chart;
using AppHost.Publishing.Kinds;
using AppHost.Publishing.Values;
using Aspire.Hosting.Kubernetes.Resources;
using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>
/// Holds a unit's rollout until its programs are compiled: a new Deployment that is paused makes no pod, and one that is
/// updated keeps its old pods. So no accelerator waits for a compiler. The last of the unit's Jobs to end lets it go.
/// </summary>
internal static class HeldRollout
{
    public static void Hold(Deployment deployment, Unit unit, IReadOnlyList<Job> jobs)
    {
        var content = UnitContent.Expression(unit, jobs);
        foreach (var (job, size) in jobs.Zip(CompileJobs.Sizes(unit)))
        {
            job.Spec.Template.Spec.Containers.Single().Args.Add($"--content={{{{ {content} }}}}");
            job.Set("metadata.name", $"{CompileJobs.Name(unit, size)}-{{{{ {content} }}}}").When(Helm.Path(CompileValues.Enabled));
        }

        deployment.Metadata.Annotations[UnitContent.Annotation] = $"{{{{ {content} }}}}";
        // A change of content is a change of the pods, even where only the fleet file's text differs.
        deployment.PodTemplate.Metadata.Annotations[UnitContent.Annotation] = $"{{{{ {content} }}}}";
        deployment.Set("spec.paused", Helm.Raw(Paused(deployment.Metadata.Name, unit, content)));
    }

    /// <summary>Unless compiling is off, this content was let go before, or all its Jobs have succeeded. Without a cluster to ask: paused.</summary>
    private static string Paused(string deployment, Unit unit, string content)
    {
        var sizes = string.Join(' ', CompileJobs.Sizes(unit).Select(size => $"`{size}`"));
        return $"{{{{ $content := {content} }}}}"
            + $"{{{{ $old := lookup `apps/v1` `Deployment` .Release.Namespace `{deployment}` }}}}"
            + $"{{{{ $released := and (eq (dig `metadata` `annotations` `{UnitContent.Annotation}` `` $old) $content) (not (dig `spec` `paused` false $old)) }}}}"
            + $"{{{{ $compiled := true }}}}{{{{ range list {sizes} }}}}"
            + $"{{{{ if not (dig `status` `succeeded` 0 (lookup `batch/v1` `Job` $.Release.Namespace (printf `{unit.Name}-compile-%s-%s` . $content))) }}}}"
            + "{{ $compiled = false }}{{ end }}{{ end }}"
            + $"{{{{ and {Helm.Path(CompileValues.Enabled)} (not $released) (not $compiled) }}}}";
    }
}
