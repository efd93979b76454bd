using Emulator.Ir;

namespace Emulator.Planning.Graph;

/// <summary>Families of operations, as the planner treats them.</summary>
internal static class OpKinds
{
    /// <summary>Element by element, all operands and the result of one shape (scalars of select and clamp aside).</summary>
    public static bool IsElementwise(OpKind kind)
        => kind is >= OpKind.Abs and <= OpKind.Convert or OpKind.ReducePrecision or OpKind.Iota;

    /// <summary>The same elements in another arrangement: no work where the reader can follow strides.</summary>
    public static bool IsView(GraphOp op)
        => op.Kind is OpKind.Reshape or OpKind.BroadcastInDim or OpKind.Transpose or OpKind.Slice or OpKind.Reverse or OpKind.BitcastConvert
            && op.Constant is null;

    public static bool IsCollective(OpKind kind)
        => kind is OpKind.AllReduce or OpKind.AllGather or OpKind.AllToAll or OpKind.ReduceScatter or OpKind.CollectivePermute
            or OpKind.CollectiveBroadcast;

    /// <summary>What a chain of views looks at.</summary>
    public static GraphValue Root(GraphValue value)
    {
        while (value.Producer is { } op && IsView(op))
            value = op.Inputs[0];
        return value;
    }
}
