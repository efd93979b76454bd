using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Finds the endpoints of a service in configuration.</summary>
public sealed class ServiceEndpointResolver : IAsyncDisposable
{
    private readonly IConfiguration _configuration;

    // Internal, as in the official package: the container makes it.
    internal ServiceEndpointResolver(IConfiguration configuration) => _configuration = configuration;

    /// <summary>
    /// The endpoints of a service such as <c>gateway</c>, <c>http://gateway</c> or <c>https+http://_grpc.gateway</c>.
    /// A service that configuration does not know comes back as its own host name.
    /// </summary>
    /// <exception cref="ArgumentException">The name is none.</exception>
    public ValueTask<ServiceEndpointSource> GetEndpointsAsync(string serviceName, CancellationToken cancellationToken)
    {
        if (!ServiceEndpointQuery.TryParse(serviceName, out var query))
            throw new ArgumentException($"'{serviceName}' names no service.", nameof(serviceName));

        var endpoints = Names(query).Select(name => Configured(query, name)).FirstOrDefault(found => found.Count > 0)
            ?? [ServiceEndpoint.Create(new DnsEndPoint(query.ServiceName, 0))];
        return ValueTask.FromResult(new ServiceEndpointSource(endpoints, _configuration.GetReloadToken(), new FeatureCollection()));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Where to look, best first: the named endpoint, else the schemes, each of which is also an endpoint's name.</summary>
    private static IEnumerable<string> Names(ServiceEndpointQuery query) =>
        query.EndpointName is { } name ? [name]
        : query.IncludedSchemes.Count > 0 ? [.. query.IncludedSchemes, "default"]
        : ["https", "http", "default"];

    private List<ServiceEndpoint> Configured(ServiceEndpointQuery query, string endpointName)
    {
        var section = _configuration.GetSection($"services:{query.ServiceName}:{endpointName}");
        var values = section.Value is { } single ? [single] : section.GetChildren().Select(child => child.Value);
        var found = new List<ServiceEndpoint>();
        foreach (var value in values)
        {
            if (!ServiceEndpoint.TryParse(value, out var endpoint))
                throw new InvalidOperationException($"{section.Path} holds '{value}'; a URI or host:port is expected.");
            if (Allowed(query, endpoint))
                found.Add(endpoint);
        }

        return found;
    }

    private static bool Allowed(ServiceEndpointQuery query, ServiceEndpoint endpoint) =>
        query.IncludedSchemes.Count == 0
        || endpoint.EndPoint is not UriEndPoint { Uri.Scheme: var scheme }
        || query.IncludedSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase);
}
