using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Affinity;

/// <summary>
/// Where a session is and until when, as clients carry it: they can read it and not write it, or anybody could choose the
/// worker, which is for managers to do. Nothing is kept here, so that every replica with the same key understands it.
/// </summary>
internal readonly record struct SessionToken(string Unit, string Worker, DateTimeOffset Ends)
{
    // Longer ones come from nobody who was given one here.
    private const int Longest = 1024;
    private const int Mark = 16, Time = sizeof(long);
    private const char Between = '\n';

    /// <summary>In letters, digits, '-' and '_', for cookies and headers.</summary>
    public string Write(byte[] key)
    {
        var text = Encoding.UTF8.GetBytes($"{Unit}{Between}{Worker}");
        var bytes = new byte[Mark + Time + text.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(Mark), Ends.ToUnixTimeMilliseconds());
        text.CopyTo(bytes, Mark + Time);
        HMACSHA256.HashData(key, bytes.AsSpan(Mark)).AsSpan(0, Mark).CopyTo(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>What a client sent; null: nothing that was written with this key.</summary>
    public static SessionToken? Read(string? text, byte[] key)
    {
        if (text is not { Length: > 0 and <= Longest } || !Base64Url.IsValid(text)) return null;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= Mark + Time || !CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, bytes.AsSpan(Mark)).AsSpan(0, Mark), bytes.AsSpan(0, Mark))) return null;
        return Encoding.UTF8.GetString(bytes.AsSpan(Mark + Time)).Split(Between) is [var unit, var worker]
            ? new SessionToken(unit, worker, DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(Mark))))
            : null;
    }
}
