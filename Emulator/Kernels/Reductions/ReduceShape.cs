using Emulator.Kernels.Tiles;

namespace Emulator.Kernels.Reductions;

/// <summary>
/// A reduction of <c>[outer, reduced, inner]</c> to <c>[outer, inner]</c>, of any length; partial results of chunks are joined in order.
/// </summary>
/// <param name="Operation">A row reduction.</param>
/// <param name="Input">Elements in the order outer, reduced, inner.</param>
/// <param name="Chunk">Reduced elements that one partial result takes.</param>
internal sealed record ReduceShape(TileOp Operation, TileAccess Input, long Outer, long Reduced, long Inner, long Chunk)
{
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
