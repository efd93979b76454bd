using System.Runtime.CompilerServices;
using Emulator.Kernels.Products;

namespace Emulator.Kernels.Movement;

/// <summary>Copies a plane of rows and columns.</summary>
internal static unsafe class Planes
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(byte* from, byte* to, long rows, long columns, long fromRow, long fromColumn, long toRow, long toColumn)
        where T : unmanaged
    {
        var source = (T*)from;
        var target = (T*)to;
        if (fromColumn == 1 && toColumn == 1)
        {
            var bytes = columns * sizeof(T);
            for (long r = 0; r < rows; r++)
                Buffer.MemoryCopy(source + r * fromRow, target + r * toRow, bytes, bytes);
            return;
        }
        if (fromRow == 1 && toColumn == 1 && rows > 1)
        {
            Transpose(source, target, rows, columns, fromColumn, toRow);
            return;
        }
        for (long r = 0; r < rows; r++)
        {
            var s = source + r * fromRow;
            var t = target + r * toRow;
            if (fromColumn == 0 && toColumn == 1)
            {
                new Span<T>(t, checked((int)columns)).Fill(*s);
                continue;
            }
            for (long c = 0; c < columns; c++)
                t[c * toColumn] = s[c * fromColumn];
        }
    }

    /// <summary>Blocks of 8 by 8, so that every line of memory that is fetched is used whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose<T>(T* from, T* to, long rows, long columns, long fromColumn, long toRow)
        where T : unmanaged
    {
        const int Side = 8;
        for (long r = 0; r < rows; r += Side)
        {
            var height = Math.Min(Side, rows - r);
            for (long c = 0; c < columns; c += Side)
            {
                var width = Math.Min(Side, columns - c);
                var s = from + r + c * fromColumn;
                var t = to + r * toRow + c;
                if (sizeof(T) == 4 && height == Side && width == Side)
                {
                    PanelPacking.Transpose8((float*)s, fromColumn, (float*)t, toRow);
                    continue;
                }
                for (long i = 0; i < height; i++)
                {
                    for (long j = 0; j < width; j++)
                        t[i * toRow + j] = s[i + j * fromColumn];
                }
            }
        }
    }
}
