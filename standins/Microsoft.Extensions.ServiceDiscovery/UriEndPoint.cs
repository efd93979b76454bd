using System.Net;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>An address given as a URI, whose scheme and path count too.</summary>
public class UriEndPoint : EndPoint
{
    /// <summary>Makes an endpoint of a URI.</summary>
    public UriEndPoint(Uri uri) => Uri = uri;

    /// <summary>The address.</summary>
    public Uri Uri { get; }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UriEndPoint other && Uri.Equals(other.Uri);

    /// <inheritdoc/>
    public override int GetHashCode() => Uri.GetHashCode();

    /// <inheritdoc/>
    public override string? ToString() => Uri.ToString();
}
