using Emulator.Kernels.Tiles;

namespace Emulator.Kernels.Reductions;

/// <summary>
/// A reduction of <c>[outer, reduced, inner]</c> to <c>[outer, inner]</c>, of any length; partial results of chunks are joined in order.
/// </summary>
/// <param name="Operation">A row reduction.</param>
/// <param name="Input">Elements in the order outer, reduced, inner.</param>
/// <param name="Producer">Computes the elements, in the same order, into its last buffer; null when they lie in memory as the input says.</param>
/// <param name="Chunk">Reduced elements that one partial result takes.</param>
internal sealed record ReduceShape(TileOp Operation, TileAccess Input, TileProgram? Producer, long Outer, long Reduced, long Inner, long Chunk)
{
    private const long Wide = 1024;


    /// <summary>Reduced elements worked on side by side, so that short inner dimensions fill tiles.</summary>
    public long Together { get; } = Inner == 1 ? 1 : Math.Clamp(Wide / Inner, 1, Math.Max(1, Math.Min(Reduced, Chunk) / 2));

    public long Chunks { get; } = (Reduced + Chunk - 1) / Chunk;

    public TileClass Class { get; } = TileClasses.Of(Input.Type)!.Value;

    /// <summary>Bytes of the partial results.</summary>
    public long ScratchBytes => Outer * Chunks * Inner * Class.Size();

    /// <summary>The same operation on two values.</summary>
    public TileOp Binary { get; } = Operation switch
    {
        TileOp.RowSum => TileOp.Add,
        TileOp.RowMax => TileOp.Maximum,
        TileOp.RowMin => TileOp.Minimum,
        TileOp.RowProduct => TileOp.Multiply,
        TileOp.RowAnd => TileOp.And,
        TileOp.RowOr => TileOp.Or,
        _ => TileOp.Xor,
    };
}
