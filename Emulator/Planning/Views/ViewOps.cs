using Emulator.Ir;
using Emulator.Planning.Graph;

namespace Emulator.Planning.Views;

/// <summary>Operations that rearrange, as strides.</summary>
internal static class ViewOps
{
    /// <summary>The result's view; null when the operand has to be made dense first.</summary>
    public static StridedView? Apply(GraphOp op, StridedView view) => op.Kind switch
    {
        OpKind.Reshape => view.Reshape(op.Output.Type.Dims),
        OpKind.BroadcastInDim => view.Broadcast(op.Output.Type.Dims, op.Ints("broadcast_dimensions")),
        OpKind.Transpose => view.Transpose(op.Ints("permutation")),
        OpKind.Slice => view.Slice(op.Ints("start_indices"), op.Ints("limit_indices"), op.Ints("strides")),
        OpKind.Reverse => view.Reverse(op.Ints("dimensions")),
        _ => Bitcast(op, view),
    };

    private static StridedView? Bitcast(GraphOp op, StridedView view)
    {
        var (from, to) = (op.Inputs[0].Type.Element.Size(), op.Output.Type.Element.Size());
        if (from == to)
            return view;
        return view.IsDense && view.Offset * from % to == 0 ? StridedView.Dense(op.Output.Type.Dims) with { Offset = view.Offset * from / to } : null;
    }
}
