using System.Net;

namespace Microsoft.Extensions.ServiceDiscovery.Http;

/// <summary>Sends each request to one of the service's endpoints, in turn.</summary>
internal sealed class ServiceDiscoveryHandler(ServiceEndpointResolver resolver) : DelegatingHandler
{
    private uint _turn;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri ?? throw new InvalidOperationException("The request has no URI.");
        var service = asked.GetLeftPart(UriPartial.Authority);
        var endpoints = (await resolver.GetEndpointsAsync(service, cancellationToken).ConfigureAwait(false)).Endpoints;
        var turn = Interlocked.Increment(ref _turn) - 1;
        request.RequestUri = Address(asked, endpoints[(int)(turn % (uint)endpoints.Count)].EndPoint);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A retry of the same message must ask again, and may get another endpoint.
            request.RequestUri = asked;
        }
    }

    private static Uri Address(Uri asked, EndPoint endPoint)
    {
        // "https+http" prefers the first; an endpoint that is a URI decides itself.
        var scheme = asked.Scheme.Split('+')[0];
        return endPoint switch
        {
            UriEndPoint { Uri: var uri } => With(asked, uri.Scheme, uri.Host, uri.Port, uri.AbsolutePath.TrimEnd('/')),
            DnsEndPoint dns => With(asked, scheme, dns.Host, dns.Port > 0 ? dns.Port : asked.Port, ""),
            IPEndPoint ip => With(asked, scheme, ip.Address.ToString(), ip.Port, ""),
            _ => throw new NotSupportedException($"An endpoint of type {endPoint.GetType().Name} has no HTTP address."),
        };
    }

    private static Uri With(Uri asked, string scheme, string host, int port, string prefix) =>
        new UriBuilder(scheme, host, port, prefix + asked.AbsolutePath, asked.Query + asked.Fragment).Uri;
}
