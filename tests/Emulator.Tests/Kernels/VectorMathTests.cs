using System.Runtime.Intrinsics;
using Emulator.Kernels.Tiles;

namespace Emulator.Tests.Kernels;

/// <summary>Vector functions against double precision: a few units in the last place, and the special values.</summary>
public sealed class VectorMathTests
{
    private const double Ulp = 1.0 / (1 << 23);

    [Fact]
    public void Exponential_is_precise_from_underflow_to_overflow()
        => Check(VectorMath.Exp, Math.Exp, -104f, 88.7f, 2.5);

    [Fact]
    public void Logarithm_is_precise_for_all_magnitudes()
    {
        for (var exponent = -149; exponent < 127; exponent++)
            Check(VectorMath.Log, Math.Log, (float)Math.ScaleB(1, exponent), (float)Math.ScaleB(1.999, exponent), 3, points: 64);
    }

    [Fact]
    public void Hyperbolic_tangent_is_precise()
        => Check(VectorMath.Tanh, Math.Tanh, -12f, 12f, 3);

    [Fact]
    public void Logistic_is_precise_where_it_is_tiny_too()
        => Check(VectorMath.Logistic, x => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x)), -87f, 30f, 4);

    public static TheoryData<float> SpecialValues =>
        [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, 1e-45f, float.MaxValue, -1f];

    [Theory]
    [MemberData(nameof(SpecialValues))]
    public void Special_values_are_those_of_the_functions(float x)
    {
        Same(Math.Exp(x), VectorMath.Exp(Vector512.Create(x))[3]);
        Same(Math.Log(x), VectorMath.Log(Vector512.Create(x))[3]);
        Same(Math.Tanh(x), VectorMath.Tanh(Vector512.Create(x))[3]);
        Same(1 / (1 + Math.Exp(-x)), VectorMath.Logistic(Vector512.Create(x))[3]);

        static void Same(double expected, float actual)
            => Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= 4 * Ulp * Math.Abs(expected) + 1e-45 || (float)expected == actual, $"{actual} should be {expected}");
    }

    private static void Check(Func<Vector512<float>, Vector512<float>> function, Func<double, double> exact, float low, float high, double ulps, int points = 40_000)
    {
        for (var i = 0; i < points; i++)
        {
            var x = (float)(low + ((double)high - low) * i / (points - 1));
            var expected = exact(x);
            var actual = function(Vector512.Create(x))[5];
            Assert.True(Math.Abs(actual - expected) <= ulps * Ulp * Math.Abs(expected) + 3e-45, $"of {x:R} is {actual:R} and should be {expected:R}");
        }
    }
}
