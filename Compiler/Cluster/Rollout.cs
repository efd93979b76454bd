using Compiler.Jobs;
using Compiler.Reporting;
using Compiler.Units;
using Fleet;
using ServiceDefaults.Cluster;

namespace Compiler.Cluster;

/// <summary>Lets a unit's workers start once every program of all its sizes is in the store, whichever job put it there.</summary>
/// <param name="settings">What to let go, and for which content.</param>
/// <param name="devices">The store behind the unit's devices.</param>
/// <param name="access">The cluster, or null where there is none.</param>
/// <param name="report">Told what was done.</param>
internal sealed class Rollout(JobSettings settings, UnitDevices devices, Func<ClusterAccess?> access, IReport report)
{
    /// <exception cref="HttpRequestException">The Kubernetes API refuses.</exception>
    public async Task ReleaseAsync(Unit unit, CancellationToken cancellation)
    {
        var name = settings.Release!;
        if (Missing(unit) is { } missing)
        {
            report.Line($"{name} stays held: {missing}. The job that adds the last of them lets it go.");
            return;
        }

        if (access() is not { } cluster)
        {
            report.Line($"All programs of {unit.Name} are in the store. This is no cluster, so there is no Deployment {name} to let go.");
            return;
        }

        report.Line(await new HeldDeployment(cluster, name).ReleaseAsync(settings.Content, cancellation).ConfigureAwait(false) switch
        {
            Release.Released => $"All programs of {unit.Name} are in the store: {name} is let go.",
            Release.WasFree => $"All programs of {unit.Name} are in the store; {name} was not held.",
            _ => $"{name} waits for other content than {settings.Content}, which this job compiled: it stays as it is.",
        });
    }

    private string? Missing(Unit unit)
    {
        var plan = UnitPlan.For(unit);
        if (plan.Problem is not null)
            return plan.Problem;
        using var device = devices.Open(unit);
        var missing = plan.Programs.Where(planned => !device.Source.Has(planned.Program)).ToList();
        return missing.Count == 0 ? null
            : $"{missing.Count} of the {plan.Programs.Count} programs of {unit.Name} are not in the store yet, the first being {missing[0]}";
    }
}
