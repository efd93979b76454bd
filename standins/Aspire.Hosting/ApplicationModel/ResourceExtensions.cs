using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Reads what was said about resources.</summary>
public static partial class ResourceExtensions
{
    /// <summary>The last annotation of a type.</summary>
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation)
        where T : IResourceAnnotation
    {
        annotation = resource.Annotations.OfType<T>().LastOrDefault();
        return annotation is not null;
    }

    /// <summary>All annotations of a type; false when there is none.</summary>
    public static bool TryGetAnnotationsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result)
        where T : IResourceAnnotation
    {
        result = resource.Annotations.OfType<T>().ToArray();
        if (result.Any())
            return true;
        result = null;
        return false;
    }

    /// <summary>The resource's endpoints.</summary>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource) =>
        resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(resource, endpoint));

    /// <summary>An endpoint by name.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    /// <summary>The place that the resource is bound to.</summary>
    public static IComputeEnvironmentResource? GetComputeEnvironment(this IResource resource) =>
        resource.TryGetLastAnnotation<ComputeEnvironmentAnnotation>(out var bound) ? bound.ComputeEnvironment : null;

    /// <summary>As what the resource is deployed to a place, or to the one it is bound to.</summary>
    public static DeploymentTargetAnnotation? GetDeploymentTargetAnnotation(
        this IResource resource, IComputeEnvironmentResource? targetComputeEnvironment = null)
    {
        var place = targetComputeEnvironment ?? resource.GetComputeEnvironment();
        return resource.Annotations.OfType<DeploymentTargetAnnotation>()
            .LastOrDefault(target => place is null || target.ComputeEnvironment is null || target.ComputeEnvironment == place);
    }

    /// <summary>How many instances of the resource there are.</summary>
    public static int GetReplicaCount(this IResource resource) =>
        resource.TryGetLastAnnotation<ReplicaAnnotation>(out var replicas) ? replicas.Replicas : 1;

    /// <summary>The ids under which the resource's instances are known; never none.</summary>
    internal static IReadOnlyList<string> InstanceIds(this IResource resource) =>
        resource.TryGetLastAnnotation<InstanceAnnotation>(out var instance) ? [$"{resource.Name}-{instance.Suffix}"] : [resource.Name];
}

/// <summary>What makes the id of a process's instance unique, in the dashboard and in its telemetry.</summary>
internal sealed record InstanceAnnotation(string Suffix) : IResourceAnnotation
{
    private const int Length = 8;

    public static InstanceAnnotation New() =>
        new(System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz", Length));
}
