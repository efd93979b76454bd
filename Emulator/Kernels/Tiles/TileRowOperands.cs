using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Emulator.Errors;

namespace Emulator.Kernels.Tiles;

/// <summary>Arithmetic between a full tile and one value a row, which is never written out along the row.</summary>
internal static unsafe class TileRowOperands
{
    public static bool Supports(TileInstruction code)
        => code.Class == TileClass.F32 && code.Op is TileOp.Add or TileOp.Subtract or TileOp.Multiply or TileOp.Divide;

    public static void Run(in TileInstruction code, byte* to, byte* a, byte* b, long rows, long length)
    {
        var first = code.RowOperand == 1;
        var (row, full) = first ? ((nint)a, (nint)b) : ((nint)b, (nint)a);
        switch (code.Op, first)
        {
            case (TileOp.Add, _): Rows<AddOp<float>, Second>(to, full, row, rows, length); break;
            case (TileOp.Multiply, _): Rows<MultiplyOp<float>, Second>(to, full, row, rows, length); break;
            case (TileOp.Subtract, true): Rows<SubtractOp<float>, First>(to, full, row, rows, length); break;
            case (TileOp.Subtract, false): Rows<SubtractOp<float>, Second>(to, full, row, rows, length); break;
            case (TileOp.Divide, true): Rows<DivideOp<float>, First>(to, full, row, rows, length); break;
            case (TileOp.Divide, false): Rows<DivideOp<float>, Second>(to, full, row, rows, length); break;
            default: throw ProgramException.Unimplemented($"{code.Op} with a row's value");
        }
    }

    private interface ISide
    {
        static abstract bool RowFirst { get; }
    }

    private readonly struct First : ISide
    {
        public static bool RowFirst => true;
    }

    private readonly struct Second : ISide
    {
        public static bool RowFirst => false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TOp, TSide>(byte* to, nint full, nint row, long rows, long length)
        where TOp : struct, IBinary<float>
        where TSide : struct, ISide
    {
        // A row's last vector may run into the next row of the target, which is written after it; the last row has none.
        var rest = stackalloc float[16];
        for (long r = 0; r < rows; r++)
        {
            var value = Vector512.Create(((float*)row)[r]);
            var source = (float*)full + r * length;
            var target = (float*)to + r * length;
            long i = 0;
            for (; i + 16 <= length; i += 16)
                Apply<TOp, TSide>(Vector512.Load(source + i), value).Store(target + i);
            if (i == length)
                continue;
            if (r < rows - 1 && source != target)
            {
                Apply<TOp, TSide>(Vector512.Load(source + i), value).Store(target + i);
                continue;
            }
            var bytes = (length - i) * sizeof(float);
            Buffer.MemoryCopy(source + i, rest, bytes, bytes);
            Apply<TOp, TSide>(Vector512.Load(rest), value).Store(rest);
            Buffer.MemoryCopy(rest, target + i, bytes, bytes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Apply<TOp, TSide>(Vector512<float> full, Vector512<float> row)
        where TOp : struct, IBinary<float>
        where TSide : struct, ISide
        => TSide.RowFirst ? TOp.Apply(row, full) : TOp.Apply(full, row);
}
