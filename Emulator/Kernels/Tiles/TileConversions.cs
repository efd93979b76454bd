using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emulator.Kernels.Tiles;

/// <summary>From one class to another: floats to integers truncate and saturate, integers wrap, a mask is 0 or 1.</summary>
internal static unsafe class TileConversions
{
    public static void Run(TileClass from, TileClass target, byte* to, byte* a, long count)
    {
        switch (from)
        {
            case TileClass.F32: FromFloat<float>(target, to, a, count); break;
            case TileClass.F64: FromFloat<double>(target, to, a, count); break;
            case TileClass.I32: FromInteger<int>(target, to, a, count); break;
            case TileClass.U32: FromInteger<uint>(target, to, a, count); break;
            case TileClass.I64: FromInteger<long>(target, to, a, count); break;
            case TileClass.U64: FromInteger<ulong>(target, to, a, count); break;
            default: FromMask(target, to, a, count); break;
        }
    }

    private static void FromFloat<T>(TileClass target, byte* to, byte* a, long count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (target)
        {
            case TileClass.F32: TileLoops.Convert<T, float>(to, a, count); break;
            case TileClass.F64: TileLoops.Convert<T, double>(to, a, count); break;
            case TileClass.I32: TileLoops.Convert<T, int>(to, a, count); break;
            case TileClass.U32: TileLoops.Convert<T, uint>(to, a, count); break;
            case TileClass.I64: TileLoops.Convert<T, long>(to, a, count); break;
            case TileClass.U64: TileLoops.Convert<T, ulong>(to, a, count); break;
            default: NotZero<T>(to, a, count); break;
        }
    }

    private static void FromInteger<T>(TileClass target, byte* to, byte* a, long count)
        where T : unmanaged, IBinaryInteger<T>
    {
        switch (target)
        {
            case TileClass.F32 when typeof(T) == typeof(int): IntegersToFloats(to, a, count); break;
            case TileClass.F32: TileLoops.Convert<T, float>(to, a, count); break;
            case TileClass.F64: TileLoops.Convert<T, double>(to, a, count); break;
            case TileClass.I32: TileLoops.Wrap<T, int>(to, a, count); break;
            case TileClass.U32: TileLoops.Wrap<T, uint>(to, a, count); break;
            case TileClass.I64: TileLoops.Wrap<T, long>(to, a, count); break;
            case TileClass.U64: TileLoops.Wrap<T, ulong>(to, a, count); break;
            default: NotZero<T>(to, a, count); break;
        }
    }

    private static void FromMask(TileClass target, byte* to, byte* a, long count)
    {
        if (target == TileClass.Mask)
        {
            Buffer.MemoryCopy(a, to, count * 4, count * 4);
            return;
        }
        // Backwards, so that wider targets may lie over the source.
        var one = target switch { TileClass.F32 => BitConverter.SingleToInt32Bits(1), TileClass.F64 => BitConverter.DoubleToInt64Bits(1), _ => 1L };
        for (var i = count - 1; i >= 0; i--)
        {
            var value = ((int*)a)[i] != 0 ? one : 0;
            if (target.Size() == 8)
                ((long*)to)[i] = value;
            else
                ((int*)to)[i] = (int)value;
        }
    }

    private static void NotZero<T>(byte* to, byte* a, long count)
        where T : unmanaged, INumberBase<T>
    {
        for (long i = 0; i < count; i++)
            ((int*)to)[i] = ((T*)a)[i] != T.Zero ? -1 : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void IntegersToFloats(byte* to, byte* a, long count)
    {
        for (long i = 0; i < count; i += 16)
            Vector512.ConvertToSingle(Vector512.Load((int*)a + i)).Store((float*)to + i);
    }
}
