using System.Security.Cryptography;
using System.Text;
using Fleet;
using Gateway.Admission;
using Microsoft.Extensions.Options;

namespace Gateway.Access;

/// <summary>A key that opens something here.</summary>
internal sealed record Credential(KeyHash Hash, Account Account, bool Manages, bool Looks, DateTimeOffset? Expires);

/// <summary>The keys of now: those of the settings, and those of the keys file as it last was when it could be used.</summary>
internal sealed class KeyRing
{
    private const string Scheme = "Bearer ";

    private readonly Credential[] _ofSettings;
    private readonly Accounts _accounts;
    private readonly TimeProvider _time;
    private volatile Credential[] _all;

    /// <exception cref="SettingsException">The keys file cannot be used.</exception>
    public KeyRing(IOptions<GatewayOptions> options, Accounts accounts, TimeProvider time)
    {
        _accounts = accounts;
        _time = time;
        var settings = options.Value;
        _all = _ofSettings =
        [
            .. Given([settings.ManagementKey]).Select(key => new Credential(key.Hash, accounts.Of(Accounts.OfManagement, nameof(settings.ManagementKey), KeyTerms.None), Manages: true, Looks: true, null)),
            .. Given(settings.InferenceKeys).Select(key => new Credential(key.Hash, accounts.Of(Accounts.OfSettings, $"{nameof(settings.InferenceKeys)}:{key.Index}", KeyTerms.None), Manages: false, Looks: true, null)),
        ];
        if (settings.Keys.Path is { Length: > 0 } path) Use(KeysFile.Load(FleetPaths.Resolve(path)));
    }

    /// <summary>Those that count now, expired ones included.</summary>
    public IReadOnlyList<Credential> All => _all;

    /// <summary>Takes these in the place of the file's former ones. Requests that have begun go on.</summary>
    public void Use(IReadOnlyList<KeyEntry> entries) =>
        _all = [.. _ofSettings, .. entries.Select(entry => new Credential(entry.Hash, _accounts.Of(entry.Tenant, entry.Name, entry.Terms), entry.Manages, entry.Looks, entry.Expires))];

    /// <summary>The key that a request brings; null: none that counts.</summary>
    public Credential? Find(HttpContext context)
    {
        var all = _all;
        if (all.Length == 0 || context.Request.Headers.Authorization is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var given = value.AsSpan(Scheme.Length);
        if (given.Length > KeyHash.LongestKey) return null;

        Span<byte> text = stackalloc byte[KeyHash.LongestKey * 3];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(given, text)], hash);
        Credential? found = null;
        // To the last: the time tells nothing about which one it was.
        foreach (var credential in all)
        {
            if (credential.Hash.Is(hash)) found = credential;
        }

        return found is { Expires: { } end } && end <= _time.GetUtcNow() ? null : found;
    }

    private static IEnumerable<(KeyHash Hash, int Index)> Given(IEnumerable<string?> keys) =>
        keys.Index().Where(key => !string.IsNullOrEmpty(key.Item)).Select(key => (KeyHash.OfSetting(key.Item!), key.Index));
}
