namespace Aspire.Hosting.ApplicationModel;

/// <summary>A place that resources are deployed to.</summary>
public interface IComputeEnvironmentResource : IResource
{
    /// <summary>The host by which an endpoint is reached in that place.</summary>
    /// <exception cref="NotSupportedException">The place does not say.</exception>
    ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference) =>
        throw new NotSupportedException($"'{Name}' does not say by which host its endpoints are reached.");

    /// <summary>A part of an endpoint as it is in that place.</summary>
    /// <exception cref="NotSupportedException">The place does not say.</exception>
    ReferenceExpression GetEndpointPropertyExpression(EndpointReferenceExpression endpointReferenceExpression) =>
        throw new NotSupportedException($"'{Name}' does not say how its endpoints are reached.");
}

/// <summary>Binds a resource to a place.</summary>
internal sealed record ComputeEnvironmentAnnotation(IComputeEnvironmentResource ComputeEnvironment) : IResourceAnnotation;
