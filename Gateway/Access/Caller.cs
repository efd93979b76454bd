using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using ServiceDefaults.Access;

namespace Gateway.Access;

/// <summary>Who asks, and what that allows: anonymous use is for loopback, everything else needs a key.</summary>
internal sealed class Caller(IOptions<GatewayOptions> options)
{
    private const string Scheme = "Bearer ";

    private readonly bool _anonymousInference = options.Value.AnonymousInference;

    // Hashes are of one length, so comparing them tells nothing about the keys'.
    private readonly byte[][] _managementKeys = Hashes([options.Value.ManagementKey]);
    private readonly byte[][] _inferenceKeys = Hashes(options.Value.InferenceKeys);

    public bool MayManage(HttpContext context) => LocalCaller.Is(context) || HasKey(context, _managementKeys);

    /// <summary>Whether the caller may look at the fleet without changing it.</summary>
    public bool MayLook(HttpContext context) => MayManage(context) || HasKey(context, _inferenceKeys);

    public bool MayInfer(HttpContext context) => _anonymousInference || MayLook(context);

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
