namespace Emulator.Kernels.Tiles;

/// <summary>Functions on one element, as StableHLO defines them where C# does not.</summary>
internal static class ScalarMath
{
    public static double ExpMinusOne(double x) => Math.Abs(x) < 1e-5 ? x + x * x / 2 + x * x * x / 6 : Math.Exp(x) - 1;

    public static double LogPlusOne(double x) => Math.Abs(x) < 1e-4 ? x - x * x / 2 + x * x * x / 3 - x * x * x * x / 4 : Math.Log(1 + x);

    public static double Logistic(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /// <summary>-0 and +0 keep their sign; NaN stays.</summary>
    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    public static double RoundAway(double x) => Math.Round(x, MidpointRounding.AwayFromZero);

    /// <summary>By zero: all bits set, as XLA does; the one overflow wraps.</summary>
    public static long Divide(long a, long b) => b == 0 ? -1 : b == -1 ? unchecked(-a) : a / b;

    public static ulong Divide(ulong a, ulong b) => b == 0 ? ulong.MaxValue : a / b;

    public static long Remainder(long a, long b) => b == 0 ? a : b == -1 ? 0 : a % b;

    public static ulong Remainder(ulong a, ulong b) => b == 0 ? a : a % b;

    /// <summary>A negative exponent gives 0, but for the bases 1 and -1.</summary>
    public static long Power(long x, long exponent)
    {
        if (exponent < 0)
            return x == 1 ? 1 : x == -1 ? (exponent & 1) == 0 ? 1 : -1 : 0;
        return (long)Power((ulong)x, (ulong)exponent);
    }

    public static ulong Power(ulong x, ulong exponent)
    {
        ulong result = 1;
        for (; exponent != 0; exponent >>= 1, x = unchecked(x * x))
        {
            if ((exponent & 1) != 0)
                result = unchecked(result * x);
        }
        return result;
    }
}
