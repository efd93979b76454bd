using System.Buffers.Binary;
using System.Text;

namespace Inference.Images;

/// <summary>PNG's outer form: a signature, then chunks of length, type, data and checksum.</summary>
internal static class PngChunk
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var k = 0; k < 8; k++)
            c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        return c;
    })];

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static void Write(Stream png, string type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        png.Write(word);
        Span<byte> name = stackalloc byte[4];
        Encoding.ASCII.GetBytes(type, name);
        png.Write(name);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, ~Crc(Crc(uint.MaxValue, name), data));
        png.Write(word);
    }

    /// <summary>Takes the first chunk off <paramref name="rest"/>.</summary>
    public static ReadOnlySpan<byte> Read(ref ReadOnlySpan<byte> rest, out string type)
    {
        if (rest.Length < 12 || BinaryPrimitives.ReadUInt32BigEndian(rest) > rest.Length - 12)
            throw new InvalidDataException("PNG: truncated inside a chunk.");
        var length = BinaryPrimitives.ReadInt32BigEndian(rest);
        type = Encoding.ASCII.GetString(rest.Slice(4, 4));
        if (~Crc(uint.MaxValue, rest.Slice(4, 4 + length)) != BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + length)..]))
            throw new InvalidDataException($"PNG: the checksum of chunk {type} is wrong.");
        var data = rest.Slice(8, length);
        rest = rest[(12 + length)..];
        return data;
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var b in data)
            crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }
}
