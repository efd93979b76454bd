using System.Text.RegularExpressions;
using Aspire.Hosting.Processes;

namespace Aspire.Hosting.Kubernetes.Deploying;

/// <summary>Sees to it that helm is there and new enough before anything is built.</summary>
internal static partial class HelmCheck
{
    private static readonly Version Least = new(4, 2, 0);

    public static async Task RunAsync(KubernetesEnvironmentResource environment, CancellationToken cancellationToken)
    {
        var output = await Tool.ExpectAsync("helm", ["version", "--short"], cancellationToken).ConfigureAwait(false);
        if (!Number().IsMatch(output) || Version.Parse(Number().Match(output).Value) < Least)
            throw new InvalidOperationException($"Deploying '{environment.Name}' needs helm {Least} or later; 'helm version' says: {output}.");
    }

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex Number();
}
