using Emulator.Ir;

namespace Emulator.Planning.Graph;

/// <summary>Operations that need no work: those that change nothing, and shapes of a constant that repeats one element.</summary>
internal static class Simplification
{
    /// <summary>What the operation's result is; null when it has to be computed.</summary>
    public static GraphValue? Of(Operation operation, GraphValue[] inputs)
    {
        if (inputs.Length == 0)
            return null;
        var input = inputs[0];
        var type = operation.Result.Type;
        switch (operation.Kind)
        {
            case OpKind.Reshape or OpKind.BroadcastInDim or OpKind.Transpose or OpKind.Slice or OpKind.Reverse
                when input.Producer is { IsSplat: true } splat && type.ElementCount > 0:
                return new GraphOp(operation, [], [type]) { Constant = new DenseAttribute(type, splat.Constant!.Data, true) }.Output;
            case OpKind.Reshape or OpKind.Convert when input.Type.Equals(type):
                return input;
            case OpKind.Transpose or OpKind.BroadcastInDim when input.Type.Equals(type) && IsIdentity(operation):
                return input;
            default:
                return null;
        }
    }

    private static bool IsIdentity(Operation operation)
    {
        var dims = operation.Ints(operation.Kind == OpKind.Transpose ? "permutation" : "broadcast_dimensions") ?? [];
        for (var i = 0; i < dims.Length; i++)
        {
            if (dims[i] != i)
                return false;
        }
        return true;
    }
}
