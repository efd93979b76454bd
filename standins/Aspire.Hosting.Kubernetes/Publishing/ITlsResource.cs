using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>A resource that serves TLS with certificates out of Secrets.</summary>
internal interface ITlsResource : IChartResource
{
    IReadOnlyList<ReferenceExpression> TlsSecrets { get; }

    IReadOnlyList<ReferenceExpression> Hosts { get; }
}
