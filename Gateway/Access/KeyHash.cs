using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Access;

/// <summary>
/// SHA-256 of a key: all that is kept of it. Keys are random, so nobody finds one by trying, and a slow or salted hash,
/// which passwords need, would only make requests slow.
/// </summary>
internal sealed class KeyHash
{
    /// <summary>Before the hexadecimal digits.</summary>
    public const string Prefix = "sha256:";

    /// <summary>No key is longer, so nothing longer is worth a look.</summary>
    public const int LongestKey = 1024;

    private readonly byte[] _hash;

    private KeyHash(byte[] hash) => _hash = hash;

    public static KeyHash Of(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Of a setting, which is a key or already its hash.</summary>
    public static KeyHash OfSetting(string setting) => TryParse(setting, out var hash) ? hash : Of(setting);

    public static bool TryParse(string text, [NotNullWhen(true)] out KeyHash? hash)
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        hash = text.StartsWith(Prefix, StringComparison.Ordinal)
            && text.Length == Prefix.Length + (2 * bytes.Length)
            && Convert.FromHexString(text.AsSpan(Prefix.Length), bytes, out _, out _) == OperationStatus.Done
            ? new KeyHash(bytes) : null;
        return hash is not null;
    }

    /// <summary>Compares with a hash in the same time whatever it is.</summary>
    public bool Is(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(_hash, hash);

    public bool Is(KeyHash other) => Is(other._hash);

    public override string ToString() => Prefix + Convert.ToHexStringLower(_hash);
}
