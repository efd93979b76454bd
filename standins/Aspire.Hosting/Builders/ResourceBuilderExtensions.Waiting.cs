using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    private const string WaitForType = "WaitFor";

    /// <summary>Starts the resource when another is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.Wait(new WaitAnnotation(dependency.Resource, WaitType.WaitUntilHealthy));

    /// <summary>Starts the resource when another is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport =>
        builder.Wait(new WaitAnnotation(dependency.Resource, WaitType.WaitUntilHealthy) { WaitBehavior = waitBehavior });

    /// <summary>Starts the resource when another runs.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.Wait(new WaitAnnotation(dependency.Resource, WaitType.WaitUntilStarted));

    /// <summary>Starts the resource when another has ended with the expected exit code.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport => builder.Wait(new WaitAnnotation(dependency.Resource, WaitType.WaitForCompletion, exitCode));

    /// <summary>Starts the resource by command only.</summary>
    public static IResourceBuilder<T> WithExplicitStart<T>(this IResourceBuilder<T> builder)
        where T : IResource => builder.WithAnnotation(new ExplicitStartupAnnotation());

    /// <summary>Counts a registered health check as the resource's.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource
    {
        if (builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(known => known.Key == key))
            throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has a health check with key '{key}'.");
        return builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>Counts the resource as healthy while a path of it answers with a status code, 200 unless given.</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        path ??= "/";
        var expected = statusCode ?? StatusOk;
        var name = endpointName ?? "http";
        var key = $"{builder.Resource.Name}_{name}_{path}_{expected}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key, new HttpHealthCheck(builder.GetEndpoint(name), path, expected), failureStatus: null, tags: null));
        return builder.WithHealthCheck(key);
    }

    private const int StatusOk = 200;

    private static IResourceBuilder<T> Wait<T>(this IResourceBuilder<T> builder, WaitAnnotation wait)
        where T : IResourceWithWaitSupport
    {
        if (ReferenceEquals(wait.Resource, builder.Resource))
            throw new DistributedApplicationException($"The '{builder.Resource.Name}' resource cannot wait for itself.");
        return builder.WithRelationship(wait.Resource, WaitForType).WithAnnotation(wait);
    }
}
