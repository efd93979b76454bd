namespace Inference.Models;

/// <summary>
/// Tables of the rotary embedding. Angles are computed in double precision, as the reference does, and once per size.
/// </summary>
internal sealed class FluxPositions
{
    private const double Base = 10000;

    /// <param name="config">The model's config.</param>
    /// <param name="positions">[tokens, axes].</param>
    public FluxPositions(FluxTransformerConfig config, ReadOnlySpan<float> positions)
    {
        var (size, half, axes) = (config.HeadSize, config.HeadSize / 2, config.RotaryAxes.Length);
        Cosines = new float[positions.Length / axes * size];
        Sines = new float[Cosines.Length];
        for (var token = 0; token < positions.Length / axes; token++)
        {
            var position = positions.Slice(token * axes, axes);
            var pair = token * size;
            for (var axis = 0; axis < axes; axis++)
                for (var i = 0; i < config.RotaryAxes[axis]; i += 2, pair++)
                {
                    var angle = position[axis] / Math.Pow(Base, (double)i / config.RotaryAxes[axis]);
                    Cosines[pair] = Cosines[pair + half] = (float)Math.Cos(angle);
                    Sines[pair + half] = (float)Math.Sin(angle);
                    Sines[pair] = -Sines[pair + half];
                }
        }
    }

    /// <summary>[tokens, 3]: text tokens, all at 0, followed by image tokens at their row and column.</summary>
    public static float[] Grid(int text, int rows, int columns)
    {
        var positions = new float[(text + rows * columns) * 3];
        for (var image = 0; image < rows * columns; image++)
            (positions[(text + image) * 3 + 1], positions[(text + image) * 3 + 2]) = (image / columns, image % columns);
        return positions;
    }

    /// <summary>[tokens, head size]: cosines of the pairs, twice.</summary>
    public float[] Cosines { get; }

    /// <summary>[tokens, head size]: negated sines of the pairs, then the sines.</summary>
    public float[] Sines { get; }
}
