using Compiler.Reporting;
using ServiceDefaults.Cluster;

namespace Compiler.Cluster;

/// <summary>
/// Lets Deployments go again that were let go with the content they have: helm's upgrades and rollbacks may have paused them
/// with a manifest of another day.
/// </summary>
/// <param name="access">The cluster, or null where there is none.</param>
/// <param name="report">Told what was done.</param>
internal sealed class ResumedRollouts(Func<ClusterAccess?> access, IReport report)
{
    /// <exception cref="InvalidOperationException">This is no cluster.</exception>
    /// <exception cref="HttpRequestException">The Kubernetes API refuses.</exception>
    public async Task ResumeAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var cluster = access() ?? throw new InvalidOperationException("--resume is for a cluster, and this is none.");
        foreach (var name in names)
        {
            report.Line(await new HeldDeployment(cluster, name).ResumeAsync(cancellation).ConfigureAwait(false) switch
            {
                Release.Released => $"{name} was paused with content that was let go before: it is let go again.",
                Release.WasFree => $"{name} is not held.",
                _ => $"{name} stays held: its programs are not known to be compiled. Its compile job lets it go.",
            });
        }
    }
}
