using System.Net;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Access;

/// <summary>Whether a request comes from this machine, for whoever lets such callers do without a key.</summary>
public static class LocalCaller
{
    // Where ASP.NET Core believes forwarded addresses, it notes here whose place they took.
    private const string Replaced = "X-Original-For";

    /// <summary>
    /// From this machine, by its own name, and for nobody else: not passed on by a proxy that runs here, and not from a
    /// page of another site in a browser that runs here.
    /// </summary>
    public static bool Is(HttpContext context) => Sees(context) && IsOfOwnSite(context.Request.Headers);

    /// <summary>
    /// The same, whatever site led here: enough for a page, which another site may show a link to, and can neither read nor frame.
    /// </summary>
    public static bool Sees(HttpContext context)
    {
        var headers = context.Request.Headers;
        return (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
            && !headers.ContainsKey("X-Forwarded-For") && !headers.ContainsKey(Replaced) && !headers.ContainsKey("Forwarded")
            && IsLocalName(context.Request.Host.Host);
    }

    // Browsers send no Origin with what they merely load, a picture say, but then tell whose page it is for.
    private static bool IsOfOwnSite(IHeaderDictionary headers) =>
        (!headers.TryGetValue("Sec-Fetch-Site", out var site) || site == "same-origin" || site == "none")
        && (!headers.TryGetValue("Origin", out var origin) || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.IsLoopback));

    private static bool IsLocalName(string host) =>
        host.Length == 0
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
