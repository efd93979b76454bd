namespace Inference.Models;

/// <summary>
/// A number as cosines and sines of rising wavelength (Vaswani et al. 2017). Computed on the host in f32 step by step as the
/// reference does: an angle near 1000 has few digits left, so another order of roundings would show.
/// </summary>
internal static class Sinusoids
{
    /// <summary>[values, width]: first the cosines, then the sines.</summary>
    public static float[] Of(ReadOnlySpan<float> values, int width)
    {
        var half = width / 2;
        var table = new float[values.Length * width];
        var logarithm = (float)-Math.Log(10000);
        for (var row = 0; row < values.Length; row++)
            for (var i = 0; i < half; i++)
            {
                var angle = values[row] * MathF.Exp(logarithm * i / half);
                table[row * width + i] = MathF.Cos(angle);
                table[row * width + half + i] = MathF.Sin(angle);
            }
        return table;
    }
}
