using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emulator.Kernels.Tiles;

/// <summary>A reduction's operation with the value that changes nothing.</summary>
internal interface IReduction<T> : IBinary<T>
{
    static abstract T Identity { get; }

    static abstract T Apply(T a, T b);
}

/// <summary>Reduces each row of a tile to one value, and repeats values along rows.</summary>
internal static unsafe class TileRows
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reduce<T, TOp>(byte* to, byte* a, long rows, long length)
        where T : unmanaged
        where TOp : struct, IReduction<T>
    {
        for (long r = 0; r < rows; r++)
            ((T*)to)[r] = Row<T, TOp>((T*)a + r * length, length);
    }

    /// <summary>Four vectors of partial results, then their lanes, then the rest: short chains of roundings, and the same order always.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Row<T, TOp>(T* a, long length)
        where T : unmanaged
        where TOp : struct, IReduction<T>
    {
        var lanes = Vector512<T>.Count;
        long i = 0;
        var result = TOp.Identity;
        if (length >= lanes)
        {
            var s0 = Vector512.Create(TOp.Identity);
            var (s1, s2, s3) = (s0, s0, s0);
            for (; i + 4 * lanes <= length; i += 4 * lanes)
            {
                s0 = TOp.Apply(s0, Vector512.Load(a + i));
                s1 = TOp.Apply(s1, Vector512.Load(a + i + lanes));
                s2 = TOp.Apply(s2, Vector512.Load(a + i + 2 * lanes));
                s3 = TOp.Apply(s3, Vector512.Load(a + i + 3 * lanes));
            }
            for (; i + lanes <= length; i += lanes)
                s0 = TOp.Apply(s0, Vector512.Load(a + i));
            s0 = TOp.Apply(TOp.Apply(s0, s1), TOp.Apply(s2, s3));
            result = Fold<T, TOp>(s0);
        }
        for (; i < length; i++)
            result = TOp.Apply(result, a[i]);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expand<T>(byte* to, byte* a, long rows, long length)
        where T : unmanaged
    {
        // A row's last vector may run into the next row, which then overwrites it; the last row has none.
        for (long r = 0; r < rows - 1; r++)
        {
            var vector = Vector512.Create(((T*)a)[r]);
            var row = (T*)to + r * length;
            for (long i = 0; i < length; i += Vector512<T>.Count)
                vector.Store(row + i);
        }
        var last = (T*)to + (rows - 1) * length;
        for (long i = 0; i < length; i++)
            last[i] = ((T*)a)[rows - 1];
    }

    private static T Fold<T, TOp>(Vector512<T> vector)
        where T : unmanaged
        where TOp : struct, IReduction<T>
    {
        var lanes = stackalloc T[Vector512<T>.Count];
        vector.Store(lanes);
        for (var half = Vector512<T>.Count / 2; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
                lanes[i] = TOp.Apply(lanes[i], lanes[i + half]);
        }
        return lanes[0];
    }
}
