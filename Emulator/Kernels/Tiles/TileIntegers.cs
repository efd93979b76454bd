using System.Numerics;

namespace Emulator.Kernels.Tiles;

/// <summary>Integer operations that depend on the width of the element type, which may be less than the class's.</summary>
internal static unsafe class TileIntegers
{
    /// <param name="op">A shift.</param>
    /// <param name="width">Bits of the element type; amounts of that many or more, or negative ones, shift everything out.</param>
    public static void Shift<T>(TileOp op, int width, byte* to, byte* a, byte* b, long count)
        where T : unmanaged, IBinaryInteger<T>
    {
        var unused = sizeof(T) * 8 - width;
        for (long i = 0; i < count; i++)
        {
            var value = ((T*)a)[i];
            var given = ulong.CreateTruncating(((T*)b)[i]);
            var large = given >= (ulong)width;
            var amount = (int)Math.Min(given, (ulong)width - 1);
            ((T*)to)[i] = op switch
            {
                TileOp.ShiftLeft => large ? T.Zero : value << amount,
                TileOp.ShiftRightArithmetic => ((value << unused) >> unused) >> amount,
                _ => large ? T.Zero : ((value << unused) >>> unused) >>> amount,
            };
        }
    }

    public static void CountBits<T>(TileOp op, int width, byte* to, byte* a, long count)
        where T : unmanaged, IBinaryInteger<T>
    {
        var unused = sizeof(T) * 8 - width;
        for (long i = 0; i < count; i++)
        {
            var value = (((T*)a)[i] << unused) >>> unused;
            ((T*)to)[i] = op == TileOp.Popcnt ? T.PopCount(value) : T.LeadingZeroCount(value) - T.CreateTruncating(unused);
        }
    }

    /// <summary>Compares 64-bit elements; the mask has 32 bits.</summary>
    public static void Compare8<T>(TileOp op, byte* to, byte* a, byte* b, long count)
        where T : unmanaged, INumber<T>
    {
        for (long i = 0; i < count; i++)
        {
            var (x, y) = (((T*)a)[i], ((T*)b)[i]);
            var holds = op switch
            {
                TileOp.Equal => x == y,
                TileOp.NotEqual => x != y,
                TileOp.GreaterEqual => x >= y,
                TileOp.Greater => x > y,
                TileOp.LessEqual => x <= y,
                _ => x < y,
            };
            ((int*)to)[i] = holds ? -1 : 0;
        }
    }

    /// <summary>Sign and magnitude to an order: negative numbers have all their other bits turned.</summary>
    public static void TotalOrder4(byte* to, byte* a, long count)
    {
        for (long i = 0; i < count; i++)
        {
            var bits = ((int*)a)[i];
            ((int*)to)[i] = bits ^ ((bits >> 31) & int.MaxValue);
        }
    }

    public static void TotalOrder8(byte* to, byte* a, long count)
    {
        for (long i = 0; i < count; i++)
        {
            var bits = ((long*)a)[i];
            ((long*)to)[i] = bits ^ ((bits >> 63) & long.MaxValue);
        }
    }
}
