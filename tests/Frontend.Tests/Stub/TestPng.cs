using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Frontend.Tests.Stub;

/// <summary>Draws a red circle on blue that comes out of noise, as a PNG file.</summary>
internal static class TestPng
{
    /// <param name="share">How much of the noise is gone, 0 to 1.</param>
    public static byte[] Draw(int width, int height, double share)
    {
        var noise = new Random(1);
        var stride = 1 + width * 3;
        var rows = new byte[height * stride];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var inside = Math.Sqrt(Math.Pow(x - width / 2.0, 2) + Math.Pow(y - height / 2.0, 2)) < 0.34 * Math.Min(width, height);
                ReadOnlySpan<byte> colour = inside ? [220, 40, 40] : [45, 90, 220];
                for (var channel = 0; channel < 3; channel++)
                    rows[y * stride + 1 + x * 3 + channel] = (byte)(share * colour[channel] + (1 - share) * noise.Next(256));
            }
        }
        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n"u8, 0x1a, (byte)'\n']);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        WriteChunk(file, "IHDR", header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        WriteChunk(file, "IDAT", packed.ToArray());
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, string type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
