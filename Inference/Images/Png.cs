using System.Buffers.Binary;
using System.IO.Compression;

namespace Inference.Images;

/// <summary>PNG files (ISO/IEC 15948): written as 8-bit truecolour with adaptive filters, read in any non-interlaced form.</summary>
public static class Png
{
    private const int Truecolour = 2;

    /// <summary>A PNG of exactly the picture's width and height.</summary>
    public static byte[] Encode(RgbImage image)
    {
        using var png = new MemoryStream();
        png.Write(PngChunk.Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8;
        header[9] = Truecolour;
        header[10..].Clear();
        PngChunk.Write(png, "IHDR", header);
        PngChunk.Write(png, "IDAT", Compress(image));
        PngChunk.Write(png, "IEND", []);
        return png.ToArray();
    }

    private static byte[] Compress(RgbImage image)
    {
        var stride = 3 * image.Width;
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Fastest))
        {
            ReadOnlySpan<byte> above = new byte[stride];
            var best = new byte[stride];
            var trial = new byte[stride];
            for (var y = 0; y < image.Height; y++)
            {
                var row = image.Pixels.AsSpan(y * stride, stride);
                var chosen = 0;
                var lowest = long.MaxValue;
                for (var filter = 0; filter < PngFilter.Count; filter++)
                {
                    PngFilter.Apply(filter, row, above, 3, trial);
                    if (PngFilter.Cost(trial) is var cost && cost < lowest)
                    {
                        (lowest, chosen) = (cost, filter);
                        (best, trial) = (trial, best);
                    }
                }
                zlib.WriteByte((byte)chosen);
                zlib.Write(best);
                above = row;
            }
        }
        return data.ToArray();
    }

    /// <summary>Reads a PNG; transparency is dropped, 16-bit samples are cut to 8.</summary>
    /// <exception cref="InvalidDataException">It is damaged, interlaced, or not a PNG.</exception>
    public static RgbImage Decode(ReadOnlySpan<byte> png) => PngDecoder.Decode(png).Image;

    /// <summary>The size that a file's header says; nothing else is read.</summary>
    /// <exception cref="InvalidDataException">It is no PNG, or one that cannot be read.</exception>
    public static (int Width, int Height) Size(ReadOnlySpan<byte> png) => PngDecoder.Size(png);

    /// <summary>Reads a mask: what is transparent is painted, as OpenAI has it; in a file without transparency what is white, as others have it.</summary>
    /// <exception cref="InvalidDataException">It is no PNG, or a damaged one.</exception>
    public static ImageMask DecodeMask(ReadOnlySpan<byte> png)
    {
        const int Half = 128;
        var (image, opacity) = PngDecoder.Decode(png);
        return new ImageMask(image.Width, image.Height, opacity is not null && opacity.Any(o => o < Half)
            ? [.. opacity.Select(o => o < Half)]
            : [.. image.Pixels.Chunk(3).Select(pixel => pixel[0] + pixel[1] + pixel[2] >= 3 * Half)]);
    }
}
