using System.Net;
using System.Net.Http.Headers;

namespace Inference.Checkpoints.Hub;

/// <summary>
/// Asks the Hub. Large files are redirected to other hosts, whose addresses are signed: the token goes to the Hub alone, and
/// never from https to http.
/// </summary>
internal sealed class HubRequests(HttpMessageInvoker client, HubSettings settings, TimeProvider time)
{
    private const int Redirects = 10;

    /// <summary>The answer's headers, for the body to be read; 200, 206, or 416 where a part was asked for.</summary>
    /// <param name="address">The checkpoint, for messages.</param>
    /// <param name="uri">What to get.</param>
    /// <param name="from">The first byte that is wanted; 0: all.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <exception cref="HubException">The Hub refuses.</exception>
    /// <exception cref="HubBusyException">It may answer later.</exception>
    public async Task<HttpResponseMessage> GetAsync(HubAddress address, Uri uri, long from, CancellationToken cancellation)
    {
        for (var redirect = 0; redirect < Redirects; redirect++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("inference-worker", "1.0"));
            // Packed answers have no ranges.
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
            if (from > 0)
                request.Headers.Range = new RangeHeaderValue(from, null);
            if (settings.Token is { } token && IsHub(uri))
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var response = await client.SendAsync(request, cancellation).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent || (from > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable))
                return response;
            using (response)
            {
                uri = response.Headers.Location is { } location && (int)response.StatusCode is >= 301 and <= 308
                    ? Next(address, uri, location)
                    : throw Refusal(address, uri, response);
            }
        }

        throw new HubException($"{address} cannot be fetched: {settings.Endpoint} redirects without end.");
    }

    private static Uri Next(HubAddress address, Uri uri, Uri location)
    {
        var next = new Uri(uri, location);
        return next.Scheme == Uri.UriSchemeHttps || next.Scheme == uri.Scheme
            ? next
            : throw new HubException($"{address} cannot be fetched: {uri.Host} redirects to {next.Scheme}://{next.Host}, which is not encrypted.");
    }

    private bool IsHub(Uri uri) => Uri.Compare(uri, settings.Endpoint, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private Exception Refusal(HubAddress address, Uri uri, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        // A signed address is a secret for as long as it is valid: messages name the host alone.
        var answer = $"{uri.Host} answers {status} {Header(response, "X-Error-Code") ?? response.ReasonPhrase}";
        var said = Header(response, "X-Error-Message") is { } message ? $" ({message})" : "";
        if (status is 408 or 425 or 429 or >= 500)
            return new HubBusyException($"{answer}{said}.", RetryAfter(response));
        var advice = response.StatusCode switch
        {
            // A signed address that has grown old: the Hub gives another.
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized when !IsHub(uri) => null,
            HttpStatusCode.Unauthorized when settings.Token is not null => "The token of HF_TOKEN may be wrong or expired; or there is no such repository.",
            HttpStatusCode.Unauthorized => "It is private, behind a licence, or not there: give a token that may read it in HF_TOKEN.",
            HttpStatusCode.Forbidden => $"Accept its licence at {settings.Endpoint}{address.Repository}, and give a token of that account in HF_TOKEN.",
            HttpStatusCode.NotFound => "Mend owner, name or revision in the fleet file; for a private one give a token that may read it in HF_TOKEN.",
            _ => "",
        };
        return advice is null
            ? new HubBusyException($"{answer}.", null)
            : new HubException($"{address} cannot be fetched: {answer}{said}. {advice}".TrimEnd()) { Status = response.StatusCode };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is not { } after ? null : after.Delta ?? after.Date - time.GetUtcNow();

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
