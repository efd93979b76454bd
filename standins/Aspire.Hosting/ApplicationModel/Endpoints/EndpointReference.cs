using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Refers to an endpoint of a resource by name.</summary>
public sealed class EndpointReference : IExpressionValue, IValueWithReferences
{
    /// <summary>Refers to an endpoint that may be added later.</summary>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName)
    {
        Resource = owner;
        EndpointName = endpointName;
    }

    /// <summary>Refers to an endpoint.</summary>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint)
        : this(owner, endpoint.Name)
    {
    }

    /// <summary>The resource.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>The endpoint's name.</summary>
    public string EndpointName { get; }

    /// <summary>The endpoint.</summary>
    public EndpointAnnotation EndpointAnnotation => Find()
        ?? throw new InvalidOperationException(
            $"Resource '{Resource.Name}' has no endpoint '{EndpointName}'. Its endpoints: "
            + string.Join(", ", Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.Name)) + ".");

    /// <summary>Whether the resource has such an endpoint.</summary>
    public bool Exists => Find() is not null;

    /// <summary>Whether the endpoint's place is known.</summary>
    public bool IsAllocated => Find()?.AllocatedEndpoint is not null;

    /// <summary>Whether its scheme is http.</summary>
    public bool IsHttp => string.Equals(Scheme, "http", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether its scheme is https.</summary>
    public bool IsHttps => string.Equals(Scheme, "https", StringComparison.OrdinalIgnoreCase);

    /// <summary>The scheme of its URLs.</summary>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>Its host.</summary>
    public string Host => Allocated.Address;

    /// <summary>Its port.</summary>
    public int Port => Allocated.Port;

    /// <summary>The port that the process listens on, when it differs from the public one.</summary>
    public int? TargetPort => EndpointAnnotation.TargetPort;

    /// <summary>Its URL.</summary>
    public string Url => Allocated.UriString;

    string IManifestExpressionProvider.ValueExpression => $"{{{Resource.Name}.bindings.{EndpointName}.url}}";

    IEnumerable<object> IValueWithReferences.References => [Resource];

    private AllocatedEndpoint Allocated => EndpointAnnotation.AllocatedEndpoint
        ?? throw new InvalidOperationException($"The endpoint '{EndpointName}' is not allocated for the resource '{Resource.Name}'.");

    /// <summary>Refers to a part of the endpoint.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <summary>The URL, once it is known.</summary>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(cancellationToken);

    private EndpointAnnotation? Find() => Resource.Annotations.OfType<EndpointAnnotation>()
        .LastOrDefault(endpoint => string.Equals(endpoint.Name, EndpointName, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Refers to a part of an endpoint.</summary>
public class EndpointReferenceExpression : IExpressionValue, IValueWithReferences
{
    /// <summary>Refers to a part of an endpoint.</summary>
    public EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property)
    {
        Endpoint = endpointReference;
        Property = property;
    }

    /// <summary>The endpoint.</summary>
    public EndpointReference Endpoint { get; }

    /// <summary>The part.</summary>
    public EndpointProperty Property { get; }

    /// <inheritdoc/>
    public string ValueExpression => $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{Part}}}";

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    private string Part => Property switch
    {
        EndpointProperty.IPV4Host => "host",
        _ => char.ToLowerInvariant(Property.ToString()[0]) + Property.ToString()[1..],
    };

    /// <inheritdoc/>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var annotation = Endpoint.EndpointAnnotation;
        if (Property == EndpointProperty.Scheme)
            return annotation.UriScheme;
        var allocated = await annotation.AllocatedEndpointSnapshot.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var port = allocated.Port.ToString(CultureInfo.InvariantCulture);
        return Property switch
        {
            EndpointProperty.Url => allocated.UriString,
            EndpointProperty.Host => allocated.Address,
            EndpointProperty.IPV4Host => allocated.Address == KnownHostNames.Localhost ? "127.0.0.1" : allocated.Address,
            EndpointProperty.Port or EndpointProperty.TargetPort => port,
            EndpointProperty.HostAndPort => allocated.EndPointString,
            EndpointProperty.TlsEnabled => bool.FalseString,
            _ => throw new InvalidOperationException($"The property '{Property}' is not one of an endpoint."),
        };
    }
}

/// <summary>A part of an endpoint.</summary>
public enum EndpointProperty
{
    /// <summary>scheme://host:port.</summary>
    Url,

    /// <summary>The host.</summary>
    Host,

    /// <summary>The host as an IPv4 address.</summary>
    IPV4Host,

    /// <summary>The port.</summary>
    Port,

    /// <summary>The scheme.</summary>
    Scheme,

    /// <summary>The port that the process listens on.</summary>
    TargetPort,

    /// <summary>host:port.</summary>
    HostAndPort,

    /// <summary>Whether TLS is used.</summary>
    TlsEnabled,
}
