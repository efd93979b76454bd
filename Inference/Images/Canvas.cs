namespace Inference.Images;

/// <summary>Outpainting: a picture on a larger canvas, of which what is new is to be painted.</summary>
public static class Canvas
{
    /// <summary>
    /// Lays a picture on a canvas. The new area repeats the picture's rim until it is painted, for a mean colour tells a model more than none.
    /// </summary>
    /// <param name="picture">What stays.</param>
    /// <param name="width">Pixels in a row of the canvas.</param>
    /// <param name="height">Rows of the canvas.</param>
    /// <param name="left">New columns to the left of the picture.</param>
    /// <param name="top">New rows above it.</param>
    /// <returns>The canvas, and the mask of what is new.</returns>
    /// <exception cref="ArgumentException">The picture does not lie on the canvas.</exception>
    public static (RgbImage Image, ImageMask Mask) Extend(RgbImage picture, int width, int height, int left, int top)
    {
        if (left < 0 || top < 0 || left + picture.Width > width || top + picture.Height > height)
            throw new ArgumentException(
                $"A picture of {picture.Width}x{picture.Height} at column {left} and row {top} does not lie on a canvas of {width}x{height}.");
        var (pixels, painted) = (new byte[3 * width * height], new bool[width * height]);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (column, row) = (Math.Clamp(x - left, 0, picture.Width - 1), Math.Clamp(y - top, 0, picture.Height - 1));
                painted[y * width + x] = column != x - left || row != y - top;
                picture.Pixels.AsSpan(3 * (row * picture.Width + column), 3).CopyTo(pixels.AsSpan(3 * (y * width + x)));
            }
        return (new RgbImage(width, height, pixels), new ImageMask(width, height, painted));
    }
}
