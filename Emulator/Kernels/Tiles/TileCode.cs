using Emulator.Ir;

namespace Emulator.Kernels.Tiles;

/// <summary>Runs one instruction.</summary>
internal static unsafe class TileCode
{
    /// <param name="count">Elements, rounded up to whole vectors.</param>
    /// <param name="rows">Rows in the tile, for reductions.</param>
    /// <param name="length">Elements of a row.</param>
    public static void Run(in TileInstruction code, byte** registers, long count, long rows, long length)
    {
        byte* to = registers[code.Target], a = registers[code.A], b = registers[code.B];
        switch (code.Op)
        {
            case TileOp.Move:
                var bytes = count * code.Class.Size();
                Buffer.MemoryCopy(a, to, bytes, bytes);
                return;
            case TileOp.Select when code.Class.Size() == 8:
                TileLoops.Select8(to, a, b, registers[code.C], count);
                return;
            case TileOp.Select:
                TileLoops.Select4(to, a, b, registers[code.C], count);
                return;
            case TileOp.Convert:
                TileConversions.Run(code.Class, (TileClass)code.Immediate, to, a, count);
                return;
            case TileOp.Round:
                TileRounding.Round((ElementType)code.Immediate, to, a, count);
                return;
            case >= TileOp.RowSum and <= TileOp.Expand:
                TileRowCode.Run(code, to, a, rows, length);
                return;
        }
        if (code.RowOperand != 0)
        {
            TileRowOperands.Run(code, to, a, b, rows, length);
            return;
        }
        switch (code.Class)
        {
            case TileClass.F32: TileFloatCode.Run(code.Op, to, a, b, count); break;
            case TileClass.F64: TileDoubleCode.Run(code.Op, to, a, b, count); break;
            case TileClass.I32 or TileClass.Mask: TileIntegerCode.Run<int>(code, to, a, b, count); break;
            case TileClass.U32: TileIntegerCode.Run<uint>(code, to, a, b, count); break;
            case TileClass.I64: TileIntegerCode.Run<long>(code, to, a, b, count); break;
            default: TileIntegerCode.Run<ulong>(code, to, a, b, count); break;
        }
    }
}
