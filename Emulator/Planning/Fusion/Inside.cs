using Emulator.Ir;
using Emulator.Planning.Graph;

namespace Emulator.Planning.Fusion;

/// <summary>How a cluster's operation gets an operand: from a register, repeated along rows or not, or from memory.</summary>
internal readonly record struct Inside(GraphValue? Value, bool Expand)
{
    public static Inside Memory { get; } = new(null, false);

    /// <summary>
    /// Follows views that keep the flat order of elements, and at most one that repeats each element along a row.
    /// </summary>
    /// <param name="value">An operand.</param>
    /// <param name="isMember">Whether a value is computed in the cluster.</param>
    /// <param name="rowLength">Elements of the cluster's rows.</param>
    public static Inside Find(GraphValue value, Func<GraphValue, bool> isMember, long rowLength)
    {
        var expand = false;
        while (!isMember(value))
        {
            if (value.Producer is not { Constant: null } op)
                return Memory;
            if (KeepsOrder(op))
            {
                value = op.Inputs[0];
                continue;
            }
            if (expand || rowLength == 1 || !RepeatsAlongRows(op, rowLength))
                return Memory;
            expand = true;
            value = op.Inputs[0];
        }
        return new(value, expand);
    }

    /// <summary>Whether element n of the result is element n of the operand.</summary>
    private static bool KeepsOrder(GraphOp op) => op.Kind switch
    {
        OpKind.Reshape => true,
        OpKind.BroadcastInDim => op.Output.Type.ElementCount == op.Inputs[0].Type.ElementCount && Increasing(op, "broadcast_dimensions"),
        OpKind.Transpose => Increasing(op, "permutation"),
        _ => false,
    };

    private static bool RepeatsAlongRows(GraphOp op, long rowLength)
    {
        if (op.Kind != OpKind.BroadcastInDim || !Increasing(op, "broadcast_dimensions"))
            return false;
        var (input, output) = (op.Inputs[0].Type, op.Output.Type);
        if (input.ElementCount * rowLength != output.ElementCount)
            return false;
        var mapping = op.Ints("broadcast_dimensions");
        // Trailing dimensions that are repeated, until as many as a row has: what stands before must be the operand.
        var repeated = 1L;
        for (var d = output.Rank - 1; d >= 0 && repeated < rowLength; d--)
        {
            var source = Array.IndexOf(mapping, d);
            if (source >= 0 && input.Dims[source] != 1)
                return false;
            repeated *= output.Dims[d];
        }
        return repeated == rowLength;
    }

    /// <summary>Whether the dimensions that matter (not 1) stay in their order.</summary>
    private static bool Increasing(GraphOp op, string name)
    {
        var last = -1L;
        var mapping = op.Ints(name);
        for (var i = 0; i < mapping.Length; i++)
        {
            var size = op.Kind == OpKind.Transpose ? op.Inputs[0].Type.Dims[mapping[i]] : op.Inputs[0].Type.Dims[i];
            if (size == 1)
                continue;
            if (mapping[i] < last)
                return false;
            last = mapping[i];
        }
        return true;
    }
}
