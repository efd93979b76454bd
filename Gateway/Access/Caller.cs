using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Gateway.Access;

/// <summary>Who asks, and what that allows: anonymous use is for loopback, everything else needs a key.</summary>
internal sealed class Caller(IOptions<GatewayOptions> options)
{
    private const string Scheme = "Bearer ";

    // Where ASP.NET Core believes forwarded addresses, it notes here whose place they took.
    private const string Replaced = "X-Original-For";

    private readonly bool _anonymousInference = options.Value.AnonymousInference;

    // Hashes are of one length, so comparing them tells nothing about the keys'.
    private readonly byte[][] _managementKeys = Hashes([options.Value.ManagementKey]);
    private readonly byte[][] _inferenceKeys = Hashes(options.Value.InferenceKeys);

    public bool MayManage(HttpContext context) => IsLocal(context) || HasKey(context, _managementKeys);

    /// <summary>Whether the caller may look at the fleet without changing it.</summary>
    public bool MayLook(HttpContext context) => MayManage(context) || HasKey(context, _inferenceKeys);

    public bool MayInfer(HttpContext context) => _anonymousInference || MayLook(context);

    /// <summary>
    /// From this machine, by its own name, and for nobody else: not passed on by a proxy that runs here, and not from a
    /// page of another site in a browser that runs here.
    /// </summary>
    private static bool IsLocal(HttpContext context)
    {
        var headers = context.Request.Headers;
        return context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address)
            ? !headers.ContainsKey("X-Forwarded-For") && !headers.ContainsKey(Replaced) && !headers.ContainsKey("Forwarded") && IsLocalName(context.Request.Host.Host)
                // Browsers send no Origin with what they merely load, a picture say, but then tell whose page it is for.
                && (!headers.TryGetValue("Sec-Fetch-Site", out var site) || site == "same-origin" || site == "none")
                && (!headers.TryGetValue("Origin", out var origin) || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.IsLoopback))
            : false;
    }

    private static bool IsLocalName(string host) =>
        host.Length == 0
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool HasKey(HttpContext context, byte[][] keys)
    {
        if (keys.Length == 0 || context.Request.Headers.Authorization is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        var given = Hash(value[Scheme.Length..]);
        var found = false;
        // To the last: the time tells nothing about which one it was.
        foreach (var key in keys)
            found |= CryptographicOperations.FixedTimeEquals(given, key);
        return found;
    }

    private static byte[][] Hashes(IEnumerable<string?> keys) => [.. keys.Where(key => !string.IsNullOrEmpty(key)).Select(key => Hash(key!))];

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
