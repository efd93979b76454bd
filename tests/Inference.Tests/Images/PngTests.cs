using System.Buffers.Binary;
using System.IO.Compression;
using Inference.Images;

namespace Inference.Tests.Images;

public sealed class PngTests
{
    private static RgbImage Picture(int width, int height, int seed)
    {
        var pixels = new byte[3 * width * height];
        var random = new Random(seed);
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = seed % 2 == 0 ? (byte)random.Next(256) : (byte)(i / 3 % width + i / 3 / width + random.Next(2));
        return new RgbImage(width, height, pixels);
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(7, 3, 1)]
    [InlineData(256, 144, 2)]
    [InlineData(33, 97, 3)]
    public void What_is_written_is_read_back(int width, int height, int seed)
    {
        var image = Picture(width, height, seed);
        var png = Png.Encode(image);
        Assert.Equal((width, height), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        var back = Png.Decode(png);
        Assert.Equal((width, height), (back.Width, back.Height));
        Assert.Equal(image.Pixels, back.Pixels);
    }

    [Fact]
    public void Adaptive_filters_shrink_a_smooth_picture() =>
        Assert.True(Png.Encode(Picture(256, 256, 1)).Length < 3 * 256 * 256 / 2);

    [Theory]
    [InlineData(0, 1, new byte[] { 0b10110000 }, new[] { 255, 0, 255, 255 })]
    [InlineData(0, 4, new byte[] { 0x0F, 0x8A }, new[] { 0, 255, 136, 170 })]
    [InlineData(0, 16, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, new[] { 1, 3, 5, 7 })]
    [InlineData(3, 2, new byte[] { 0b00011011 }, new[] { 10, 20, 30, 40 })]
    [InlineData(4, 8, new byte[] { 1, 255, 2, 0, 3, 9, 4, 1 }, new[] { 1, 2, 3, 4 })]
    public void Grey_palette_and_alpha_are_read(byte colourType, byte depth, byte[] row, int[] red)
    {
        var image = Png.Decode(Raw(4, colourType, depth, [0, .. row], [10, 1, 1, 20, 1, 1, 30, 1, 1, 40, 1, 1]));
        Assert.Equal(red, Enumerable.Range(0, 4).Select(x => (int)image[x, 0].Red));
    }

    [Fact]
    public void Damage_is_noticed()
    {
        var png = Png.Encode(Picture(8, 8, 0));
        Assert.Contains("signature", Assert.Throws<InvalidDataException>(() => Png.Decode("GIF89a"u8)).Message);
        Assert.Contains("truncated", Assert.Throws<InvalidDataException>(() => Png.Decode(png.AsSpan(0, png.Length / 2))).Message);
        png[20] ^= 1;
        Assert.Contains("checksum of chunk IHDR", Assert.Throws<InvalidDataException>(() => Png.Decode(png)).Message);
        Assert.Contains("truncated inside the picture", Assert.Throws<InvalidDataException>(() => Png.Decode(Raw(4, 0, 8, [0, 1], []))).Message);
    }

    [Fact]
    public void A_picture_is_its_size() =>
        Assert.Throws<ArgumentException>(() => new RgbImage(2, 2, new byte[11]));

    [Fact]
    public void Unit_values_round_half_to_even_and_are_clamped()
    {
        float[] values = [0, 1, -3, 7, 0.5f / 255, 1.5f / 255, float.NaN, 0.25f, 0.75f, 0, 0, 0];
        Assert.Equal([0, 255, 0, 255, 0, 2, 0, 64, 191, 0, 0, 0], RgbImage.FromUnit(2, 2, values).Pixels);
        Assert.Equal((0, 0, 191), RgbImage.FromUnit(2, 2, values, planar: true)[0, 0]);
    }

    private static byte[] Raw(int width, byte colourType, byte depth, byte[] data, byte[] palette)
    {
        using var png = new MemoryStream();
        png.Write(PngChunk.Signature);
        byte[] header = [0, 0, 0, (byte)width, 0, 0, 0, 1, depth, colourType, 0, 0, 0];
        PngChunk.Write(png, "IHDR", header);
        PngChunk.Write(png, "PLTE", palette);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
            zlib.Write(data);
        PngChunk.Write(png, "IDAT", packed.ToArray());
        PngChunk.Write(png, "IEND", []);
        return png.ToArray();
    }
}
