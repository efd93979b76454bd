namespace Inference.Models;

/// <summary>
/// Tables of the rotary embedding for text tokens, all at position 0, followed by image tokens at their row and column. Angles
/// are computed in double precision, as the reference does, and once per size.
/// </summary>
internal sealed class FluxPositions
{
    private const double Base = 10000;

    public FluxPositions(FluxTransformerConfig config, int text, int rows, int columns)
    {
        var (size, half) = (config.HeadSize, config.HeadSize / 2);
        Cosines = new float[(text + rows * columns) * size];
        Sines = new float[Cosines.Length];
        Span<int> position = stackalloc int[3];
        for (var token = 0; token < text + rows * columns; token++)
        {
            var image = token - text;
            (position[1], position[2]) = image < 0 ? (0, 0) : (image / columns, image % columns);
            var pair = token * size;
            for (var axis = 0; axis < config.RotaryAxes.Length; axis++)
                for (var i = 0; i < config.RotaryAxes[axis]; i += 2, pair++)
                {
                    var angle = position[axis] / Math.Pow(Base, (double)i / config.RotaryAxes[axis]);
                    Cosines[pair] = Cosines[pair + half] = (float)Math.Cos(angle);
                    Sines[pair + half] = (float)Math.Sin(angle);
                    Sines[pair] = -Sines[pair + half];
                }
        }
    }

    /// <summary>[tokens, head size]: cosines of the pairs, twice.</summary>
    public float[] Cosines { get; }

    /// <summary>[tokens, head size]: negated sines of the pairs, then the sines.</summary>
    public float[] Sines { get; }
}
