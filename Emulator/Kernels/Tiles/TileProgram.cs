using Emulator.Ir;

namespace Emulator.Kernels.Tiles;

/// <summary>
/// A tensor as a tile program sees it: the elements in the order of the program's flat index.
/// </summary>
/// <param name="Operand">Which of the step's buffers.</param>
/// <param name="Dims">Collapsed dimensions whose product is the number of elements.</param>
/// <param name="Strides">In elements; 0 repeats.</param>
/// <param name="Offset">Of the first element.</param>
/// <param name="PerRow">One value for each row, not for each element.</param>
/// <param name="Register">Loaded to, or stored from.</param>
/// <param name="IsDirect">For outputs: whether the instruction that makes the value may write it to memory itself.</param>
internal sealed record TileAccess(
    int Operand, ElementType Type, long[] Dims, long[] Strides, long Offset, bool PerRow, ushort Register, bool IsDirect = false)
{
    /// <summary>Whether the elements are adjacent and in order.</summary>
    public bool IsLinear { get; } = Dims.Length == 0 || Dims.Length == 1 && (Strides[0] == 1 || Dims[0] == 1);

    /// <summary>After how many elements the same ones come again, as a bias does after each row; 0 when they do not.</summary>
    public long Period { get; } = Dims.Length > 0 && Strides[0] == 0 ? Dims[1..].Aggregate(1L, (product, dim) => product * dim) : 0;
}

/// <summary>The same value in every element; <paramref name="Bits"/> as the class holds it.</summary>
internal readonly record struct TileConstant(ushort Register, TileClass Class, bool PerRow, ulong Bits);

/// <summary>The index along one dimension: <c>flat / Inner % Size</c>.</summary>
internal readonly record struct TileIota(ushort Register, TileClass Class, long Inner, long Size);

/// <summary>
/// Elementwise operations and row reductions over <paramref name="Count"/> elements, run tile by tile; a tile holds whole rows
/// of <paramref name="RowLength"/> elements (1 without reductions).
/// </summary>
internal sealed record TileProgram(
    long Count, long RowLength, int Registers,
    TileAccess[] Inputs, TileAccess[] Outputs, TileConstant[] Constants, TileIota[] Iotas, TileInstruction[] Code)
{
    /// <summary>Rows longer than this do not fit in a tile.</summary>
    public const long LongestRow = 16 * 1024;

    /// <summary>Elements in a tile: whole rows, about a thousand elements.</summary>
    public long TileLength { get; } = TileLengths.Choose(RowLength, Inputs);

    /// <summary>How many buffers the accesses number.</summary>
    public int Buffers { get; } = Inputs.Concat(Outputs).Max(a => a.Operand) + 1;

    /// <summary>Bytes of one register.</summary>
    public long RegisterBytes { get; } = RegisterSize(TileLengths.Choose(RowLength, Inputs), Inputs, Constants, Iotas, Code);

    private static long RegisterSize(long tile, TileAccess[] inputs, TileConstant[] constants, TileIota[] iotas, TileInstruction[] code)
    {
        var wide = Array.Exists(code, i => i.Class.Size() == 8 || i.Op == TileOp.Convert && ((TileClass)i.Immediate).Size() == 8)
            || Array.Exists(constants, c => c.Class.Size() == 8) || Array.Exists(iotas, i => i.Class.Size() == 8)
            || Array.Exists(inputs, i => TileClasses.Of(i.Type)!.Value.Size() == 8);
        // Room for the rounding to whole vectors, and for Expand's last store.
        return ((tile + 15) / 16 * 16 + 16) * (wide ? 8 : 4);
    }
}
