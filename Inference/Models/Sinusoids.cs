namespace Inference.Models;

/// <summary>
/// A number as cosines and sines of rising wavelength (Vaswani et al. 2017). Computed on the host in f32 step by step as the
/// reference does: a time of 1000 carries the last digit of a frequency into the fourth of the angle, where it shows. Builds of the
/// reference differ in that digit (their exponentials do), so the angle is the middle of the two.
/// </summary>
internal static class Sinusoids
{
    /// <summary>[values, width]: first the cosines, then the sines.</summary>
    public static float[] Of(ReadOnlySpan<float> values, int width)
    {
        var half = width / 2;
        var table = new float[values.Length * width];
        var logarithm = (float)-Math.Log(10000);
        for (var i = 0; i < half; i++)
        {
            var (nearest, vector) = (MathF.Exp(logarithm * i / half), VectorExponential(logarithm * i / half));
            for (var row = 0; row < values.Length; row++)
            {
                var angle = ((double)(values[row] * nearest) + values[row] * vector) / 2;
                table[row * width + i] = (float)Math.Cos(angle);
                table[row * width + half + i] = (float)Math.Sin(angle);
            }
        }
        return table;
    }

    /// <summary>
    /// e^x as vector libraries compute it: within one unit in the last place, not always the nearest. Two-part reduction by ln 2,
    /// then the polynomial of Shibata and Petrogalli (SLEEF, IEEE TPDS 31, 2020).
    /// </summary>
    private static float VectorExponential(float x)
    {
        ReadOnlySpan<float> coefficients = [0.00139304355f, 0.00833336078f, 0.0416664854f, 0.166666672f, 0.5f];
        var power = MathF.Round(x * 1.44269504f);
        var rest = MathF.FusedMultiplyAdd(power, -0.693145752f, x);
        rest = MathF.FusedMultiplyAdd(power, -1.42860677e-6f, rest);
        var sum = 0.000198527618f;
        foreach (var coefficient in coefficients)
            sum = MathF.FusedMultiplyAdd(sum, rest, coefficient);
        return MathF.ScaleB(1 + MathF.FusedMultiplyAdd(rest * rest, sum, rest), (int)power);
    }
}
