using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emulator.Kernels.Tiles;

/// <summary>
/// Transcendental functions on 16 floats, within about two units in the last place.
/// Polynomials after S. Moshier, Cephes Mathematical Library (single precision).
/// </summary>
internal static class VectorMath
{
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        // Beyond these the result is infinity or zero; a NaN passes through both.
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(-105f)), Vector512.Create(89f));
        var n = Vector512.Round(x * Log2E);
        var r = Fma(n, Vector512.Create(-Ln2High), x);
        r = Fma(n, Vector512.Create(-Ln2Low), r);
        var p = Vector512.Create(1.9875691500e-4f);
        p = Fma(p, r, Vector512.Create(1.3981999507e-3f));
        p = Fma(p, r, Vector512.Create(8.3334519073e-3f));
        p = Fma(p, r, Vector512.Create(4.1665795894e-2f));
        p = Fma(p, r, Vector512.Create(1.6666665459e-1f));
        p = Fma(p, r, Vector512.Create(5.0000001201e-1f));
        p = Fma(p, r * r, r) + Vector512<float>.One;
        // Two factors, so that subnormal results and those near the largest come out right.
        var i = Vector512.ConvertToInt32Native(n);
        var half = i >> 1;
        return p * PowerOfTwo(half) * PowerOfTwo(i - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        var tiny = Vector512.LessThan(x, Vector512.Create(1.17549435e-38f));
        var scaled = Vector512.ConditionalSelect(tiny, x * 8388608f, x);
        var bits = scaled.AsInt32();
        var e = Vector512.ConvertToSingle((bits >> 23) - Vector512.Create(126)) - (tiny & Vector512.Create(23f));
        var m = ((bits & Vector512.Create(0x007FFFFF)) | Vector512.Create(0x3F000000)).AsSingle();
        var low = Vector512.LessThan(m, Vector512.Create(0.707106781f));
        e -= low & Vector512<float>.One;
        m = m - Vector512<float>.One + (low & m);
        var z = m * m;
        var p = Vector512.Create(7.0376836292e-2f);
        p = Fma(p, m, Vector512.Create(-1.1514610310e-1f));
        p = Fma(p, m, Vector512.Create(1.1676998740e-1f));
        p = Fma(p, m, Vector512.Create(-1.2420140846e-1f));
        p = Fma(p, m, Vector512.Create(1.4249322787e-1f));
        p = Fma(p, m, Vector512.Create(-1.6668057665e-1f));
        p = Fma(p, m, Vector512.Create(2.0000714765e-1f));
        p = Fma(p, m, Vector512.Create(-2.4999993993e-1f));
        p = Fma(p, m, Vector512.Create(3.3333331174e-1f));
        var y = p * m * z;
        y = Fma(e, Vector512.Create(Ln2Low), y);
        y = Fma(z, Vector512.Create(-0.5f), y);
        var result = Fma(e, Vector512.Create(Ln2High), m + y);
        result = Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<float>.Zero), Vector512.Create(float.NegativeInfinity), result);
        result = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), Vector512.Create(float.NaN), result);
        var same = Vector512.Equals(x, Vector512.Create(float.PositiveInfinity)) | ~Vector512.Equals(x, x);
        return Vector512.ConditionalSelect(same, x, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        var magnitude = Vector512.Abs(x);
        var z = x * x;
        var p = Vector512.Create(-5.70498872745e-3f);
        p = Fma(p, z, Vector512.Create(2.06390887954e-2f));
        p = Fma(p, z, Vector512.Create(-5.37397155531e-2f));
        p = Fma(p, z, Vector512.Create(1.33314422036e-1f));
        p = Fma(p, z, Vector512.Create(-3.33332819422e-1f));
        var small = Fma(p * z, x, x);
        var large = Vector512<float>.One - Vector512.Create(2f) / (Exp(magnitude + magnitude) + Vector512<float>.One);
        var sign = x.AsInt32() & Vector512.Create(int.MinValue);
        var signed = (large.AsInt32() | sign).AsSingle();
        return Vector512.ConditionalSelect(Vector512.LessThan(magnitude, Vector512.Create(0.625f)), small, signed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Logistic(Vector512<float> x)
    {
        var e = Exp(-Vector512.Abs(x));
        var numerator = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), e, Vector512<float>.One);
        return numerator / (Vector512<float>.One + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> PowerOfTwo(Vector512<int> n) => ((n + Vector512.Create(127)) << 23).AsSingle();
}
