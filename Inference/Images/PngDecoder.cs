using System.Buffers.Binary;
using System.IO.Compression;

namespace Inference.Images;

/// <summary>Reads PNG rows of every colour type and depth into 8-bit RGB.</summary>
internal sealed class PngDecoder
{
    /// <summary>Stops a small file from claiming more memory than a picture needs (a decompression bomb).</summary>
    private const long MostPixels = 1L << 28;

    private readonly int _width;
    private readonly int _height;
    private readonly int _depth;
    private readonly int _channels;
    private readonly bool _palette;
    private byte[] _colours = [];
    private byte[]? _opacity;

    private PngDecoder(ReadOnlySpan<byte> header)
    {
        if (header.Length != 13)
            throw new InvalidDataException("PNG: the header chunk must have 13 bytes.");
        _width = BinaryPrimitives.ReadInt32BigEndian(header);
        _height = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        _depth = header[8];
        _palette = header[9] == 3;
        _channels = header[9] switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, var c => throw new InvalidDataException($"PNG: colour type {c} does not exist.") };
        if (_width <= 0 || _height <= 0 || (long)_width * _height > MostPixels)
            throw new InvalidDataException($"PNG: {_width}x{_height} is not a size that can be read.");
        if (_depth is not (8 or 16 or 1 or 2 or 4) || (_depth < 8 && _channels != 1) || (_palette && _depth == 16))
            throw new InvalidDataException($"PNG: bit depth {_depth} does not go with colour type {header[9]}.");
        if (header[12] != 0)
            throw new InvalidDataException("PNG: interlaced files are not read; save it without interlacing.");
    }

    /// <summary>The picture, and how opaque each place is where the file says.</summary>
    public static (RgbImage Image, byte[]? Opacity) Decode(ReadOnlySpan<byte> png)
    {
        if (!png.StartsWith(PngChunk.Signature))
            throw new InvalidDataException("PNG: the signature is missing; this is another kind of file.");
        var rest = png[PngChunk.Signature.Length..];
        var header = PngChunk.Read(ref rest, out var type);
        if (type != "IHDR")
            throw new InvalidDataException("PNG: the first chunk must be IHDR.");
        var decoder = new PngDecoder(header);
        using var data = new MemoryStream();
        while (type != "IEND")
        {
            var chunk = PngChunk.Read(ref rest, out type);
            if (type == "IDAT")
                data.Write(chunk);
            else if (type == "PLTE")
                decoder._colours = chunk.ToArray();
        }
        data.Position = 0;
        return (decoder.Rows(data), decoder._opacity);
    }

    /// <summary>The size that the header says.</summary>
    public static (int Width, int Height) Size(ReadOnlySpan<byte> png)
    {
        if (!png.StartsWith(PngChunk.Signature))
            throw new InvalidDataException("PNG: the signature is missing; this is another kind of file.");
        var rest = png[PngChunk.Signature.Length..];
        var header = PngChunk.Read(ref rest, out var type);
        if (type != "IHDR")
            throw new InvalidDataException("PNG: the first chunk must be IHDR.");
        var decoder = new PngDecoder(header);
        return (decoder._width, decoder._height);
    }

    private RgbImage Rows(Stream data)
    {
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        var pixels = new byte[3 * _width * _height];
        _opacity = _channels is 2 or 4 ? new byte[_width * _height] : null;
        var stride = ((long)_width * _channels * _depth + 7) / 8;
        var pixelBytes = Math.Max(1, _channels * _depth / 8);
        var row = new byte[stride];
        var above = new byte[stride];
        try
        {
            for (var y = 0; y < _height; y++)
            {
                var filter = zlib.ReadByte();
                if (filter < 0)
                    throw new EndOfStreamException();
                zlib.ReadExactly(row);
                PngFilter.Undo(filter, row, above, pixelBytes);
                for (var x = 0; x < _width; x++)
                {
                    Pixel(row, x, pixels.AsSpan(3 * (y * _width + x), 3));
                    if (_opacity is not null)
                        _opacity[y * _width + x] = (byte)Sample(row, (x + 1) * _channels - 1);
                }
                (row, above) = (above, row);
            }
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException("PNG: truncated inside the picture.");
        }
        return new RgbImage(_width, _height, pixels);
    }

    private void Pixel(ReadOnlySpan<byte> row, int x, Span<byte> rgb)
    {
        if (_palette)
        {
            var at = 3 * Sample(row, x);
            if (at + 3 > _colours.Length)
                throw new InvalidDataException($"PNG: colour {at / 3} is not in the palette.");
            _colours.AsSpan(at, 3).CopyTo(rgb);
            return;
        }
        var first = x * _channels;
        if (_channels >= 3)
            (rgb[0], rgb[1], rgb[2]) = ((byte)Sample(row, first), (byte)Sample(row, first + 1), (byte)Sample(row, first + 2));
        else
            rgb.Fill((byte)(Sample(row, first) * (_depth < 8 ? 255 / ((1 << _depth) - 1) : 1)));
    }

    private int Sample(ReadOnlySpan<byte> row, int index) => _depth switch
    {
        8 => row[index],
        16 => row[2 * index],
        _ => (row[index * _depth / 8] >> (8 - _depth - index * _depth % 8)) & ((1 << _depth) - 1),
    };
}
