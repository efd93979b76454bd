using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emulator.Kernels.Tiles;

internal interface IUnary<T>
{
    static abstract Vector512<T> Apply(Vector512<T> a);
}

internal interface IBinary<T>
{
    static abstract Vector512<T> Apply(Vector512<T> a, Vector512<T> b);
}

internal interface IScalarUnary<T>
{
    static abstract T Apply(T a);
}

internal interface IScalarBinary<T>
{
    static abstract T Apply(T a, T b);
}

/// <summary>Loops over tiles. Lengths are multiples of 16: registers have room, and what lies beyond the end is never used.</summary>
internal static unsafe class TileLoops
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Unary<T, TOp>(byte* to, byte* a, long count)
        where T : unmanaged
        where TOp : struct, IUnary<T>
    {
        for (long i = 0; i < count; i += Vector512<T>.Count)
            TOp.Apply(Vector512.Load((T*)a + i)).Store((T*)to + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Binary<T, TOp>(byte* to, byte* a, byte* b, long count)
        where T : unmanaged
        where TOp : struct, IBinary<T>
    {
        for (long i = 0; i < count; i += Vector512<T>.Count)
            TOp.Apply(Vector512.Load((T*)a + i), Vector512.Load((T*)b + i)).Store((T*)to + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scalar<T, TOp>(byte* to, byte* a, long count)
        where T : unmanaged
        where TOp : struct, IScalarUnary<T>
    {
        for (long i = 0; i < count; i++)
            ((T*)to)[i] = TOp.Apply(((T*)a)[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scalar<T, TOp>(byte* to, byte* a, byte* b, long count)
        where T : unmanaged
        where TOp : struct, IScalarBinary<T>
    {
        for (long i = 0; i < count; i++)
            ((T*)to)[i] = TOp.Apply(((T*)a)[i], ((T*)b)[i]);
    }

    /// <summary>Four-byte classes: lanes of the mask fit those of the values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Select4(byte* to, byte* mask, byte* a, byte* b, long count)
    {
        for (long i = 0; i < count; i += 16)
            Vector512.ConditionalSelect(Vector512.Load((int*)mask + i), Vector512.Load((int*)a + i), Vector512.Load((int*)b + i)).Store((int*)to + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Select8(byte* to, byte* mask, byte* a, byte* b, long count)
    {
        for (long i = 0; i < count; i++)
            ((long*)to)[i] = ((int*)mask)[i] != 0 ? ((long*)a)[i] : ((long*)b)[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<T>(byte* to, T value, long count)
        where T : unmanaged
    {
        var vector = Vector512.Create(value);
        for (long i = 0; i < count; i += Vector512<T>.Count)
            vector.Store((T*)to + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Convert<TFrom, TTo>(byte* to, byte* a, long count)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        for (long i = 0; i < count; i++)
            ((TTo*)to)[i] = TTo.CreateSaturating(((TFrom*)a)[i]);
    }

    /// <summary>Integers to integers: the low bits, sign or zero extended as the source is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Wrap<TFrom, TTo>(byte* to, byte* a, long count)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        for (long i = 0; i < count; i++)
            ((TTo*)to)[i] = TTo.CreateTruncating(((TFrom*)a)[i]);
    }
}
