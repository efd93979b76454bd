using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>The endpoints of a service at one moment.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ServiceEndpointSource
{
    private readonly List<ServiceEndpoint> _endpoints;

    /// <summary>Keeps what was resolved.</summary>
    public ServiceEndpointSource(List<ServiceEndpoint>? endpoints, IChangeToken changeToken, IFeatureCollection features)
    {
        _endpoints = endpoints ?? [];
        ChangeToken = changeToken;
        Features = features;
    }

    /// <summary>The endpoints, in configured order.</summary>
    public IReadOnlyList<ServiceEndpoint> Endpoints => _endpoints;

    /// <summary>Fires when the endpoints may have changed.</summary>
    public IChangeToken ChangeToken { get; }

    /// <summary>What else is known about the service.</summary>
    public IFeatureCollection Features { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _endpoints);
}
