using System.Numerics;
using Emulator.Errors;

namespace Emulator.Kernels.Tiles;

/// <summary>Instructions on integer tiles and masks.</summary>
internal static unsafe class TileIntegerCode
{
    public static void Run<T>(in TileInstruction code, byte* to, byte* a, byte* b, long count)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var signed = code.Class is TileClass.I32 or TileClass.I64 or TileClass.Mask;
        var width = code.Immediate == 0 ? sizeof(T) * 8 : code.Immediate;
        switch (code.Op)
        {
            case TileOp.Abs: TileLoops.Unary<T, AbsOp<T>>(to, a, count); break;
            case TileOp.Negate: TileLoops.Unary<T, NegateOp<T>>(to, a, count); break;
            case TileOp.Not: TileLoops.Unary<T, NotOp<T>>(to, a, count); break;
            case TileOp.Sign: TileLoops.Unary<T, SignOp<T>>(to, a, count); break;
            case TileOp.Popcnt or TileOp.CountLeadingZeros: TileIntegers.CountBits<T>(code.Op, width, to, a, count); break;
            case TileOp.Add: TileLoops.Binary<T, AddOp<T>>(to, a, b, count); break;
            case TileOp.Subtract: TileLoops.Binary<T, SubtractOp<T>>(to, a, b, count); break;
            case TileOp.Multiply: TileLoops.Binary<T, MultiplyOp<T>>(to, a, b, count); break;
            case TileOp.Maximum: TileLoops.Binary<T, MaximumOp<T>>(to, a, b, count); break;
            case TileOp.Minimum: TileLoops.Binary<T, MinimumOp<T>>(to, a, b, count); break;
            case TileOp.And: TileLoops.Binary<T, AndOp<T>>(to, a, b, count); break;
            case TileOp.Or: TileLoops.Binary<T, OrOp<T>>(to, a, b, count); break;
            case TileOp.Xor: TileLoops.Binary<T, XorOp<T>>(to, a, b, count); break;
            case TileOp.Divide when signed: TileLoops.Scalar<T, DivideSignedOp<T>>(to, a, b, count); break;
            case TileOp.Divide: TileLoops.Scalar<T, DivideUnsignedOp<T>>(to, a, b, count); break;
            case TileOp.Remainder when signed: TileLoops.Scalar<T, RemainderSignedOp<T>>(to, a, b, count); break;
            case TileOp.Remainder: TileLoops.Scalar<T, RemainderUnsignedOp<T>>(to, a, b, count); break;
            case TileOp.Power when signed: TileLoops.Scalar<T, PowerSignedOp<T>>(to, a, b, count); break;
            case TileOp.Power: TileLoops.Scalar<T, PowerUnsignedOp<T>>(to, a, b, count); break;
            case TileOp.ShiftRightArithmetic when code.Class == TileClass.U32: TileIntegers.Shift<int>(code.Op, width, to, a, b, count); break;
            case TileOp.ShiftRightArithmetic when code.Class == TileClass.U64: TileIntegers.Shift<long>(code.Op, width, to, a, b, count); break;
            case TileOp.ShiftLeft or TileOp.ShiftRightLogical or TileOp.ShiftRightArithmetic: TileIntegers.Shift<T>(code.Op, width, to, a, b, count); break;
            case >= TileOp.Equal and <= TileOp.Less: Compare<T>(code.Op, to, a, b, count); break;
            default: throw ProgramException.Unimplemented($"{code.Op} on integers");
        }
    }

    private static void Compare<T>(TileOp op, byte* to, byte* a, byte* b, long count)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (sizeof(T) == 8)
        {
            TileIntegers.Compare8<T>(op, to, a, b, count);
            return;
        }
        switch (op)
        {
            case TileOp.Equal: TileLoops.Binary<T, EqualOp<T>>(to, a, b, count); break;
            case TileOp.NotEqual: TileLoops.Binary<T, NotEqualOp<T>>(to, a, b, count); break;
            case TileOp.Greater: TileLoops.Binary<T, GreaterOp<T>>(to, a, b, count); break;
            case TileOp.GreaterEqual: TileLoops.Binary<T, GreaterEqualOp<T>>(to, a, b, count); break;
            case TileOp.Less: TileLoops.Binary<T, GreaterOp<T>>(to, b, a, count); break;
            default: TileLoops.Binary<T, GreaterEqualOp<T>>(to, b, a, count); break;
        }
    }
}
