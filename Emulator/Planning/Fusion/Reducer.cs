using Emulator.Ir;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Graph;

namespace Emulator.Planning.Fusion;

/// <summary>Recognises bodies that are one operation on their two arguments, as reductions and collectives mostly have.</summary>
internal static class Reducer
{
    /// <summary>The operation, or null for any other body.</summary>
    public static OpKind? Simple(Region region)
    {
        var body = region.Body;
        if (body.Arguments.Length != 2 || body.Operations.Length != 2 || body.Operations[1].Operands is not [var result])
            return null;
        var op = body.Operations[0];
        if (op.Operands.Length != 2 || op.Results.Length != 1 || result != op.Result)
            return null;
        var (a, b) = (body.Arguments[0], body.Arguments[1]);
        var both = op.Operands[0] == a && op.Operands[1] == b || op.Operands[0] == b && op.Operands[1] == a;
        var known = op.Kind is OpKind.Add or OpKind.Maximum or OpKind.Minimum or OpKind.Multiply or OpKind.And or OpKind.Or or OpKind.Xor;
        return both && known && op.Result.Type.Element == a.Type.Element ? op.Kind : null;
    }

    /// <summary>The instruction that reduces rows; predicates add as or, multiply as and.</summary>
    public static TileOp RowOp(OpKind kind, ElementType type) => (kind, type == ElementType.Pred) switch
    {
        (OpKind.Add or OpKind.Maximum, true) => TileOp.RowOr,
        (OpKind.Multiply or OpKind.Minimum, true) => TileOp.RowAnd,
        (OpKind.Add, _) => TileOp.RowSum,
        (OpKind.Maximum, _) => TileOp.RowMax,
        (OpKind.Minimum, _) => TileOp.RowMin,
        (OpKind.Multiply, _) => TileOp.RowProduct,
        (OpKind.And, _) => TileOp.RowAnd,
        (OpKind.Or, _) => TileOp.RowOr,
        _ => TileOp.RowXor,
    };

    /// <summary>How many elements each result of a reduction over trailing dimensions takes; null when others are reduced.</summary>
    public static long? TrailingLength(GraphOp reduce)
    {
        var dims = reduce.Inputs[0].Type.Dims;
        var reduced = reduce.Ints("dimensions");
        var length = 1L;
        var ended = false;
        for (var d = dims.Length - 1; d >= 0; d--)
        {
            if (dims[d] == 1)
                continue;
            if (Array.IndexOf(reduced, d) < 0)
            {
                ended = true;
                continue;
            }
            if (ended)
                return null;
            length *= dims[d];
        }
        return length;
    }
}
