using Inference.Images;

namespace Inference.Pipelines;

/// <summary>A picture's mask as one number for every number of its latents: 1 where to paint.</summary>
internal static class LatentMask
{
    /// <summary>
    /// [rows, columns, channels], or packed [rows / 2 × columns / 2, 4 × channels]. A latent follows the pixel in the corner of its square,
    /// as the reference samples masks.
    /// </summary>
    public static float[] Of(ImageMask mask, int side, int channels, bool packed)
    {
        var (rows, columns) = (mask.Height / side, mask.Width / side);
        var values = new float[rows * columns * channels];
        for (var y = 0; y < rows; y++)
            for (var x = 0; x < columns; x++)
                if (mask[x * side, y * side])
                    for (var c = 0; c < channels; c++)
                        values[packed
                            ? ((y / 2 * (columns / 2) + x / 2) * channels + c) * 4 + y % 2 * 2 + x % 2
                            : (y * columns + x) * channels + c] = 1;
        return values;
    }
}
