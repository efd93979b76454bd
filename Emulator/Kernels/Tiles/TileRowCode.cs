using System.Numerics;
using Emulator.Errors;

namespace Emulator.Kernels.Tiles;

/// <summary>Row reductions, and the repetition of a row's value.</summary>
internal static unsafe class TileRowCode
{
    public static void Run(in TileInstruction code, byte* to, byte* a, long rows, long length)
    {
        if (code.Op == TileOp.Expand)
        {
            if (code.Class.Size() == 8)
                TileRows.Expand<long>(to, a, rows, length);
            else
                TileRows.Expand<int>(to, a, rows, length);
            return;
        }
        switch (code.Class)
        {
            case TileClass.F32: Number<float>(code.Op, to, a, rows, length); break;
            case TileClass.F64: Number<double>(code.Op, to, a, rows, length); break;
            case TileClass.I32 or TileClass.Mask: Integer<int>(code.Op, to, a, rows, length); break;
            case TileClass.U32: Integer<uint>(code.Op, to, a, rows, length); break;
            case TileClass.I64: Integer<long>(code.Op, to, a, rows, length); break;
            default: Integer<ulong>(code.Op, to, a, rows, length); break;
        }
    }

    private static void Integer<T>(TileOp op, byte* to, byte* a, long rows, long length)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        switch (op)
        {
            case TileOp.RowAnd: TileRows.Reduce<T, AndReduction<T>>(to, a, rows, length); break;
            case TileOp.RowOr: TileRows.Reduce<T, OrReduction<T>>(to, a, rows, length); break;
            case TileOp.RowXor: TileRows.Reduce<T, XorReduction<T>>(to, a, rows, length); break;
            default: Number<T>(op, to, a, rows, length); break;
        }
    }

    private static void Number<T>(TileOp op, byte* to, byte* a, long rows, long length)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        switch (op)
        {
            case TileOp.RowSum: TileRows.Reduce<T, SumReduction<T>>(to, a, rows, length); break;
            case TileOp.RowProduct: TileRows.Reduce<T, ProductReduction<T>>(to, a, rows, length); break;
            case TileOp.RowMax: TileRows.Reduce<T, MaxReduction<T>>(to, a, rows, length); break;
            case TileOp.RowMin: TileRows.Reduce<T, MinReduction<T>>(to, a, rows, length); break;
            default: throw ProgramException.Unimplemented($"{op} on floats");
        }
    }
}
