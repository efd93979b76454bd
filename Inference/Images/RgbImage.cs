namespace Inference.Images;

/// <summary>A picture of 8-bit red, green and blue, rows from the top, no padding.</summary>
public sealed record RgbImage
{
    /// <summary>Takes the pixels as they are, without a copy.</summary>
    /// <exception cref="ArgumentException">The pixels are not width × height × 3 bytes.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (pixels.LongLength != 3L * width * height)
            throw new ArgumentException($"A picture of {width}x{height} has {3L * width * height} bytes, not {pixels.LongLength}.", nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>[height, width, 3] bytes.</summary>
    public byte[] Pixels { get; }

    /// <summary>Red, green and blue at a place.</summary>
    public (byte Red, byte Green, byte Blue) this[int x, int y]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)x, (uint)Width, nameof(x));
            var at = 3 * (y * Width + x);
            return (Pixels[at], Pixels[at + 1], Pixels[at + 2]);
        }
    }

    /// <summary>Rounds values of 0..1 (clamped) to 0..255, half to even as the reference pipelines do.</summary>
    /// <param name="values">[height, width, 3], or [3, height, width] when <paramref name="planar"/>.</param>
    public static RgbImage FromUnit(int width, int height, ReadOnlySpan<float> values, bool planar = false)
    {
        var pixels = new byte[3 * width * height];
        var plane = width * height;
        for (var i = 0; i < pixels.Length; i++)
        {
            var value = planar ? values[i % 3 * plane + i / 3] : values[i];
            // A NaN becomes black instead of whatever the platform's conversion gives.
            pixels[i] = value >= 0 ? (byte)MathF.Round(MathF.Min(value, 1) * 255) : (byte)0;
        }
        return new RgbImage(width, height, pixels);
    }
}
