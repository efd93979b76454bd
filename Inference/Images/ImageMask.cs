namespace Inference.Images;

/// <summary>Which places of a picture are painted anew; the others stay.</summary>
public sealed record ImageMask
{
    /// <summary>Takes the places as they are, rows from the top, without a copy.</summary>
    /// <exception cref="ArgumentException">They are not width × height.</exception>
    public ImageMask(int width, int height, bool[] painted)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (painted.LongLength != (long)width * height)
            throw new ArgumentException($"A mask of {width}x{height} has {(long)width * height} places, not {painted.LongLength}.", nameof(painted));
        (Width, Height, Painted) = (width, height, painted);
    }

    /// <summary>Places in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>[height, width]: true where to paint.</summary>
    public bool[] Painted { get; }

    /// <summary>Whether a place is painted.</summary>
    public bool this[int x, int y] => Painted[y * Width + x];
}
