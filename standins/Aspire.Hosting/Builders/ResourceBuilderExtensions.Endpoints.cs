using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Says that the resource listens for HTTP; the port is a free one unless given.</summary>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, targetPort, "http", name, env, isProxied);

    /// <summary>Says that the resource listens; the port is a free one unless given.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port that others use.</param>
    /// <param name="targetPort">The port that the process listens on, the same here since nothing stands between.</param>
    /// <param name="scheme">The scheme of its URLs; tcp unless given.</param>
    /// <param name="name">The name; the scheme unless given.</param>
    /// <param name="env">The variable that tells the process its port.</param>
    /// <param name="isProxied">Whether something may stand between the port and the process.</param>
    /// <param name="isExternal">Whether it is meant for the world.</param>
    /// <param name="protocol">TCP unless given.</param>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? scheme = null,
        string? name = null,
        string? env = null,
        bool? isProxied = null,
        bool? isExternal = null,
        ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        var endpoint = new EndpointAnnotation(protocol ?? ProtocolType.Tcp, scheme, null, name, port, targetPort, isExternal, isProxied)
        {
            PortVariable = env,
        };
        if (builder.Resource.Annotations.OfType<EndpointAnnotation>().Any(known => known.Name == endpoint.Name))
            throw new DistributedApplicationException($"Endpoint with name '{endpoint.Name}' already exists on resource '{builder.Resource.Name}'.");
        if (env is not null && builder.Resource is IResourceWithEnvironment)
        {
            builder.Resource.Annotations.Add(new EnvironmentCallbackAnnotation(context => context.EnvironmentVariables[env] =
                builder.GetEndpoint(endpoint.Name).Property(EndpointProperty.TargetPort)));
        }

        return builder.WithAnnotation(endpoint);
    }

    /// <summary>Changes an endpoint, which is added first when the resource has none of that name.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints
    {
        var endpoint = builder.Resource.Annotations.OfType<EndpointAnnotation>().LastOrDefault(known => known.Name == endpointName);
        if (endpoint is null && createIfNotExists)
        {
            endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: endpointName);
            builder.WithAnnotation(endpoint);
        }

        if (endpoint is not null)
            callback(endpoint);
        return builder;
    }

    /// <summary>Says that the resource's HTTP endpoints are meant for the world.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(known => known.UriScheme is "http" or "https"))
            endpoint.IsExternal = true;
        return builder;
    }

    /// <summary>Refers to an endpoint of the resource.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints => new(builder.Resource, name);
}
