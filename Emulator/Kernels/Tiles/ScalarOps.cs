using System.Numerics;

namespace Emulator.Kernels.Tiles;

// Operations that run one element at a time: rare in models, or without a vector form.

internal readonly struct CbrtOp<T> : IScalarUnary<T> where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.CreateTruncating(Math.Cbrt(double.CreateTruncating(a)));
}

internal readonly struct CosineOp<T> : IScalarUnary<T> where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.Cos(a);
}

internal readonly struct SineOp<T> : IScalarUnary<T> where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.Sin(a);
}

internal readonly struct TanOp<T> : IScalarUnary<T> where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.Tan(a);
}

internal readonly struct ExpMinusOneOp<T> : IScalarUnary<T> where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.CreateTruncating(ScalarMath.ExpMinusOne(double.CreateTruncating(a)));
}

internal readonly struct LogPlusOneOp<T> : IScalarUnary<T> where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.CreateTruncating(ScalarMath.LogPlusOne(double.CreateTruncating(a)));
}

internal readonly struct RoundAwayOp<T> : IScalarUnary<T> where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a) => T.Round(a, MidpointRounding.AwayFromZero);
}

internal readonly struct PowerOp<T> : IScalarBinary<T> where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a, T b) => T.Pow(a, b);
}

internal readonly struct Atan2Op<T> : IScalarBinary<T> where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a, T b) => T.Atan2(a, b);
}

/// <summary>C's fmod: the sign of the dividend.</summary>
internal readonly struct FloatRemainderOp<T> : IScalarBinary<T> where T : IFloatingPointIeee754<T>
{
    public static T Apply(T a, T b) => a % b;
}

internal readonly struct DoubleExpOp : IScalarUnary<double>
{
    public static double Apply(double a) => Math.Exp(a);
}

internal readonly struct DoubleLogOp : IScalarUnary<double>
{
    public static double Apply(double a) => Math.Log(a);
}

internal readonly struct DoubleTanhOp : IScalarUnary<double>
{
    public static double Apply(double a) => Math.Tanh(a);
}

internal readonly struct DoubleLogisticOp : IScalarUnary<double>
{
    public static double Apply(double a) => ScalarMath.Logistic(a);
}

internal readonly struct DoubleSignOp : IScalarUnary<double>
{
    public static double Apply(double a) => ScalarMath.Sign(a);
}

internal readonly struct DoubleFloorOp : IScalarUnary<double>
{
    public static double Apply(double a) => Math.Floor(a);
}

internal readonly struct DoubleCeilOp : IScalarUnary<double>
{
    public static double Apply(double a) => Math.Ceiling(a);
}

internal readonly struct DoubleRoundEvenOp : IScalarUnary<double>
{
    public static double Apply(double a) => Math.Round(a, MidpointRounding.ToEven);
}

internal readonly struct DivideSignedOp<T> : IScalarBinary<T> where T : IBinaryInteger<T>
{
    public static T Apply(T a, T b) => T.CreateTruncating(ScalarMath.Divide(long.CreateTruncating(a), long.CreateTruncating(b)));
}

internal readonly struct DivideUnsignedOp<T> : IScalarBinary<T> where T : IBinaryInteger<T>
{
    public static T Apply(T a, T b) => T.CreateTruncating(ScalarMath.Divide(ulong.CreateTruncating(a), ulong.CreateTruncating(b)));
}

internal readonly struct RemainderSignedOp<T> : IScalarBinary<T> where T : IBinaryInteger<T>
{
    public static T Apply(T a, T b) => T.CreateTruncating(ScalarMath.Remainder(long.CreateTruncating(a), long.CreateTruncating(b)));
}

internal readonly struct RemainderUnsignedOp<T> : IScalarBinary<T> where T : IBinaryInteger<T>
{
    public static T Apply(T a, T b) => T.CreateTruncating(ScalarMath.Remainder(ulong.CreateTruncating(a), ulong.CreateTruncating(b)));
}

internal readonly struct PowerSignedOp<T> : IScalarBinary<T> where T : IBinaryInteger<T>
{
    public static T Apply(T a, T b) => T.CreateTruncating(ScalarMath.Power(long.CreateTruncating(a), long.CreateTruncating(b)));
}

internal readonly struct PowerUnsignedOp<T> : IScalarBinary<T> where T : IBinaryInteger<T>
{
    public static T Apply(T a, T b) => T.CreateTruncating(ScalarMath.Power(ulong.CreateTruncating(a), ulong.CreateTruncating(b)));
}
