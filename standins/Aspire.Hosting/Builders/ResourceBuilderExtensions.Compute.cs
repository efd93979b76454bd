using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Deploys the resource to a place, where there are several.</summary>
    public static IResourceBuilder<T> WithComputeEnvironment<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IComputeEnvironmentResource> computeEnvironmentResource)
        where T : IComputeResource => builder.WithAnnotation(
            new ComputeEnvironmentAnnotation(computeEnvironmentResource.Resource), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Asks a path of the resource how it does, where it is deployed; here it counts as a health check.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="type">What the answer decides; one probe of each type.</param>
    /// <param name="path">The path; "/" unless given.</param>
    /// <param name="initialDelaySeconds">Seconds before the first question; 5 unless given.</param>
    /// <param name="periodSeconds">Seconds between questions; 5 unless given.</param>
    /// <param name="timeoutSeconds">Seconds to answer; 1 unless given.</param>
    /// <param name="failureThreshold">Bad answers in a row that count; 3 unless given.</param>
    /// <param name="successThreshold">Good answers in a row that count; 1 unless given.</param>
    /// <param name="endpointName">The endpoint; the https one, else the http one, unless given.</param>
    public static IResourceBuilder<T> WithHttpProbe<T>(
        this IResourceBuilder<T> builder,
        ProbeType type,
        string? path = null,
        int? initialDelaySeconds = null,
        int? periodSeconds = null,
        int? timeoutSeconds = null,
        int? failureThreshold = null,
        int? successThreshold = null,
        string? endpointName = null)
        where T : IResourceWithEndpoints, IResourceWithProbes
    {
        foreach (var replaced in builder.Resource.Annotations.OfType<ProbeAnnotation>().Where(known => known.Type == type).ToArray())
            builder.Resource.Annotations.Remove(replaced);
        endpointName ??= builder.GetEndpoint("https").Exists ? "https" : "http";
        return builder.WithAnnotation(new EndpointProbeAnnotation
        {
            Type = type,
            EndpointReference = builder.GetEndpoint(endpointName),
            Path = path ?? "/",
            InitialDelaySeconds = initialDelaySeconds ?? 5,
            PeriodSeconds = periodSeconds ?? 5,
            TimeoutSeconds = timeoutSeconds ?? 1,
            FailureThreshold = failureThreshold ?? 3,
            SuccessThreshold = successThreshold ?? 1,
        }).WithHttpHealthCheck(path, endpointName: endpointName);
    }
}
