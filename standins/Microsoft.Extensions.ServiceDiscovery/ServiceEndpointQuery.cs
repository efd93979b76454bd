using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>What a client asks for: <c>[scheme[+scheme]://][_endpoint.]service[:port][/path]</c>.</summary>
public sealed class ServiceEndpointQuery
{
    private readonly string _input;

    private ServiceEndpointQuery(string input, string[] schemes, string? endpointName, string serviceName)
    {
        _input = input;
        IncludedSchemes = schemes;
        EndpointName = endpointName;
        ServiceName = serviceName;
    }

    /// <summary>Schemes that will do, best first; empty when none was named.</summary>
    public IReadOnlyList<string> IncludedSchemes { get; }

    /// <summary>The named endpoint, if one was asked for by <c>_name.</c> before the service.</summary>
    public string? EndpointName { get; }

    /// <summary>The service.</summary>
    public string ServiceName { get; }

    /// <summary>Reads a query; false when it names no service.</summary>
    public static bool TryParse(string input, [NotNullWhen(true)] out ServiceEndpointQuery? query)
    {
        query = null;
        var scheme = input.IndexOf("://", StringComparison.Ordinal);
        if (!Uri.TryCreate(scheme < 0 ? "any://" + input : input, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return false;

        string[] schemes = scheme < 0 ? [] : input[..scheme].Split('+', StringSplitOptions.RemoveEmptyEntries);
        var dot = uri.Host.IndexOf('.', StringComparison.Ordinal);
        query = uri.Host[0] == '_' && dot > 1
            ? new ServiceEndpointQuery(input, schemes, uri.Host[1..dot], uri.Host[(dot + 1)..])
            : new ServiceEndpointQuery(input, schemes, null, uri.Host);
        return true;
    }

    /// <inheritdoc/>
    public override string? ToString() => _input;
}
