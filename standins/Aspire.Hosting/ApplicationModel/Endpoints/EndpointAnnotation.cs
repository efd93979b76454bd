using System.Diagnostics;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource listens.</summary>
[DebuggerDisplay("{Name,nq} {UriScheme,nq}://{TargetHost,nq}:{Port}")]
public sealed class EndpointAnnotation : IResourceAnnotation
{
    /// <summary>Describes the endpoint; what is left out is chosen when the application starts.</summary>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? transport = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? (protocol == ProtocolType.Tcp ? "tcp" : "udp");
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : "tcp");
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied ?? true;
    }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The scheme of its URLs.</summary>
    public string UriScheme { get; set; }

    /// <summary>What runs over it: http, http2 or tcp.</summary>
    public string Transport { get; set; }

    /// <summary>The name, unique in the resource.</summary>
    public string Name { get; set; }

    /// <summary>The port that others use; null for a free one.</summary>
    public int? Port { get; set; }

    /// <summary>The port that the process listens on; null for the same.</summary>
    public int? TargetPort { get; set; }

    /// <summary>The host that the process listens on.</summary>
    public string TargetHost { get; set; } = KnownHostNames.Localhost;

    /// <summary>Whether it is meant for the world.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether something may stand between the port and the process. Here nothing does.</summary>
    public bool IsProxied { get; set; }

    /// <summary>Where it is, once that is known.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => AllocatedEndpointSnapshot.IsValueSet ? AllocatedEndpointSnapshot.GetValueAsync().GetAwaiter().GetResult() : null;
        set => AllocatedEndpointSnapshot.SetValue(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>Where it will be.</summary>
    public ValueSnapshot<AllocatedEndpoint> AllocatedEndpointSnapshot { get; } = new();

    /// <summary>The endpoint came from a launch profile and is not one that the AppHost spelled out.</summary>
    internal bool FromLaunchProfile { get; init; }

    /// <summary>The variable that tells the process its port, instead of ASPNETCORE_URLS.</summary>
    internal string? PortVariable { get; set; }
}

/// <summary>Where an endpoint is.</summary>
public class AllocatedEndpoint
{
    /// <summary>Places an endpoint.</summary>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
    {
        Endpoint = endpoint;
        Address = address;
        Port = port;
        TargetPortExpression = targetPortExpression;
    }

    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>Its host.</summary>
    public string Address { get; }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>How the process learns its port.</summary>
    public string? TargetPortExpression { get; }

    /// <summary>The scheme of its URLs.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>host:port.</summary>
    public string EndPointString => $"{Address}:{Port}";

    /// <summary>scheme://host:port.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <inheritdoc/>
    public override string ToString() => UriString;
}

/// <summary>Names of hosts.</summary>
public static class KnownHostNames
{
    /// <summary>This machine.</summary>
    public const string Localhost = "localhost";
}
