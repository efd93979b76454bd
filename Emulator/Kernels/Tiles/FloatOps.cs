using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emulator.Kernels.Tiles;

// Operations of f32 that run 16 at a time.

internal readonly struct ExpOp : IUnary<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a) => VectorMath.Exp(a);
}

internal readonly struct LogOp : IUnary<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a) => VectorMath.Log(a);
}

internal readonly struct TanhOp : IUnary<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a) => VectorMath.Tanh(a);
}

internal readonly struct LogisticOp : IUnary<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a) => VectorMath.Logistic(a);
}

internal readonly struct FloorOp : IUnary<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a) => Vector512.Floor(a);
}

internal readonly struct CeilOp : IUnary<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a) => Vector512.Ceiling(a);
}

internal readonly struct RoundEvenOp : IUnary<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a) => Vector512.Round(a);
}

/// <summary>-0, +0 and NaN stay what they are.</summary>
internal readonly struct FloatSignOp : IUnary<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a)
    {
        var one = Vector512.ConditionalSelect(Vector512.Create(int.MinValue).AsSingle(), a, Vector512<float>.One);
        var zeroOrNaN = ~(Vector512.GreaterThan(a, Vector512<float>.Zero) | Vector512.LessThan(a, Vector512<float>.Zero));
        return Vector512.ConditionalSelect(zeroOrNaN, a, one);
    }
}

/// <summary>Nearest bf16, ties to even, kept as f32.</summary>
internal readonly struct RoundBFloat16Op : IUnary<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> a)
    {
        var bits = a.AsUInt32();
        var rounded = (bits + Vector512.Create(0x7FFFu) + ((bits >> 16) & Vector512<uint>.One)) & Vector512.Create(0xFFFF0000u);
        var kept = (bits | Vector512.Create(0x00400000u)) & Vector512.Create(0xFFFF0000u);
        return Vector512.ConditionalSelect(Vector512.Equals(a, a).AsUInt32(), rounded, kept).AsSingle();
    }
}

internal readonly struct EqualOp<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply(Vector512<T> a, Vector512<T> b) => Vector512.Equals(a, b);
}

internal readonly struct NotEqualOp<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply(Vector512<T> a, Vector512<T> b) => ~Vector512.Equals(a, b);
}

internal readonly struct GreaterOp<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply(Vector512<T> a, Vector512<T> b) => Vector512.GreaterThan(a, b);
}

internal readonly struct GreaterEqualOp<T> : IBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Apply(Vector512<T> a, Vector512<T> b) => Vector512.GreaterThanOrEqual(a, b);
}
