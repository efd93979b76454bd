using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Resources;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>What Chart.yaml says.</summary>
internal static class ChartDescription
{
    private const string FirstVersion = "0.1.0";

    public static async Task<HelmChart> DescribeChartAsync(this KubernetesEnvironmentResource environment, CancellationToken cancellationToken)
    {
        var version = await ReadAsync<HelmChartVersionAnnotation>(annotation => annotation.Version).ConfigureAwait(false) ?? FirstVersion;
        return new HelmChart
        {
            ApiVersion = "v2",
            Name = await ReadAsync<HelmChartNameAnnotation>(annotation => annotation.Name).ConfigureAwait(false) ?? environment.ChartName,
            Version = version,
            AppVersion = version,
            KubeVersion = ">= 1.18.0-0",
            Description = await ReadAsync<HelmChartDescriptionAnnotation>(annotation => annotation.Description).ConfigureAwait(false)
                ?? "Aspire Helm Chart",
            Type = "application",
            Keywords = ["aspire", "kubernetes"],
        };

        async Task<string?> ReadAsync<T>(Func<T, ReferenceExpression> expression)
            where T : IResourceAnnotation
        {
            if (!environment.TryGetLastAnnotation<T>(out var annotation))
                return null;
            var value = await expression(annotation).GetValueAsync(cancellationToken).ConfigureAwait(false);
            return string.IsNullOrWhiteSpace(value) ? null : value;
        }
    }
}
