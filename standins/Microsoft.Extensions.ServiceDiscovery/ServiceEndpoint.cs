using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>One address at which a service answers.</summary>
public abstract class ServiceEndpoint
{
    /// <summary>The address: a <see cref="UriEndPoint"/> when the configured value names a scheme.</summary>
    public abstract EndPoint EndPoint { get; }

    /// <summary>What else is known about the endpoint.</summary>
    public abstract IFeatureCollection Features { get; }

    /// <summary>Makes an endpoint of an address.</summary>
    public static ServiceEndpoint Create(EndPoint endPoint, IFeatureCollection? features = null) =>
        new KnownEndpoint(endPoint, features ?? new FeatureCollection());

    /// <summary>Reads a URI (<c>http://localhost:5000</c>) or a host with an optional port (<c>localhost:5000</c>).</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out ServiceEndpoint? serviceEndpoint)
    {
        serviceEndpoint = null;
        if (string.IsNullOrWhiteSpace(value))
            return false;
        if (value.Contains("://", StringComparison.Ordinal))
        {
            if (Uri.TryCreate(value, UriKind.Absolute, out var uri))
                serviceEndpoint = Create(new UriEndPoint(uri));
        }
        else if (IPEndPoint.TryParse(value, out var address))
        {
            serviceEndpoint = Create(address);
        }
        else if (Uri.TryCreate("tcp://" + value, UriKind.Absolute, out var host))
        {
            serviceEndpoint = Create(new DnsEndPoint(host.Host, Math.Max(host.Port, 0)));
        }

        return serviceEndpoint is not null;
    }

    private sealed class KnownEndpoint(EndPoint endPoint, IFeatureCollection features) : ServiceEndpoint
    {
        public override EndPoint EndPoint => endPoint;

        public override IFeatureCollection Features => features;

        public override string? ToString() => endPoint.ToString();
    }
}
