using Emulator.Ir;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Graph;

namespace Emulator.Planning.Lowering;

/// <summary>Start values that a reduction can leave out.</summary>
internal static class Identities
{
    public static TileOp Binary(TileOp row) => row switch
    {
        TileOp.RowSum => TileOp.Add,
        TileOp.RowMax => TileOp.Maximum,
        TileOp.RowMin => TileOp.Minimum,
        TileOp.RowProduct => TileOp.Multiply,
        TileOp.RowAnd => TileOp.And,
        TileOp.RowOr => TileOp.Or,
        _ => TileOp.Xor,
    };

    public static bool IsIdentity(GraphValue start, TileOp row)
    {
        if (start.Producer is not { IsSplat: true } splat || TileClasses.Of(start.Type.Element) is not { } tileClass)
            return false;
        var bits = SplatBits.Of(start.Type.Element, splat.Constant!.Data);
        return row switch
        {
            TileOp.RowSum or TileOp.RowOr or TileOp.RowXor => bits == 0,
            TileOp.RowProduct => bits == SplatBits.OfNumber(tileClass, 1),
            TileOp.RowMax when start.Type.Element.IsFloat() => bits == SplatBits.OfNumber(tileClass, double.NegativeInfinity),
            TileOp.RowMin when start.Type.Element.IsFloat() => bits == SplatBits.OfNumber(tileClass, double.PositiveInfinity),
            TileOp.RowAnd when tileClass == TileClass.Mask => bits == uint.MaxValue,
            _ => false,
        };
    }
}
