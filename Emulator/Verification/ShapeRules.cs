using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>Operations that make or rearrange elements without computing.</summary>
internal static class ShapeRules
{
    public static void CheckSource(Operation op)
    {
        op.RequireCounts(0);
        if (op.Kind == OpKind.Constant)
        {
            if (op.Find<DenseAttribute>("value") is not { } value)
                throw op.Error("needs the attribute value, as dense<0.0> : tensor<f32>");
            op.RequireResult(value.Type);
            return;
        }
        op.RequireDimension("iota_dimension", op.Result.Type.Rank);
        if (op.Result.Type.Element == ElementType.Pred)
            throw op.Error("counts in integers or floats, not in i1");
    }

    public static void Check(Operation op)
    {
        switch (op.Kind)
        {
            case OpKind.BroadcastInDim:
                CheckBroadcast(op);
                break;
            case OpKind.Concatenate:
                CheckConcatenate(op);
                break;
            case OpKind.Pad:
                CheckPad(op);
                break;
            case OpKind.Reshape:
                op.RequireCounts(1);
                if (op.OperandType(0).ElementCount != op.Result.Type.ElementCount)
                    throw op.Error($"{op.OperandType(0)} has {op.OperandType(0).ElementCount} elements, {op.Result.Type} has {op.Result.Type.ElementCount}");
                op.RequireSameElement(op.OperandType(0), op.Result.Type);
                break;
            case OpKind.Reverse:
                op.RequireCounts(1);
                op.RequireDimensions("dimensions", op.RequireInts("dimensions"), op.OperandType(0).Rank);
                op.RequireResult(op.OperandType(0));
                break;
            case OpKind.Slice:
                CheckSlice(op);
                break;
            default:
                CheckTranspose(op);
                break;
        }
    }

    private static void CheckBroadcast(Operation op)
    {
        op.RequireCounts(1);
        var (from, to) = (op.OperandType(0), op.Result.Type);
        var dims = op.RequireInts("broadcast_dimensions", from.Rank);
        op.RequireDimensions("broadcast_dimensions", dims, to.Rank);
        op.RequireSameElement(from, to);
        for (var i = 0; i < dims.Length; i++)
        {
            if (from.Dims[i] != 1 && from.Dims[i] != to.Dims[dims[i]])
                throw op.Error($"dimension {i} of {from} must be 1 or equal dimension {dims[i]} of {to}");
        }
    }

    private static void CheckConcatenate(Operation op)
    {
        if (op.Operands.Length == 0)
            throw op.Error("takes at least one operand");
        op.RequireCounts(op.Operands.Length);
        var first = op.OperandType(0);
        var dimension = op.RequireDimension("dimension", first.Rank);
        var dims = (long[])first.Dims.Clone();
        for (var i = 1; i < op.Operands.Length; i++)
        {
            var other = op.OperandType(i);
            var joined = (long[])other.Dims.Clone();
            if (other.Rank == first.Rank)
                joined[dimension] = first.Dims[dimension];
            if (!new TensorType(other.Element, joined).Equals(first))
                throw op.Error($"operands may differ in dimension {dimension} only, given are {first} and {other}");
            dims[dimension] += other.Dims[dimension];
        }
        op.RequireResult(first.Element, dims);
    }

    private static void CheckPad(Operation op)
    {
        op.RequireCounts(2);
        var operand = op.OperandType(0);
        op.RequireScalar(1);
        op.RequireSameElement(operand, op.OperandType(1));
        var low = op.RequireInts("edge_padding_low", operand.Rank);
        var high = op.RequireInts("edge_padding_high", operand.Rank);
        var interior = op.RequireInts("interior_padding", operand.Rank);
        var dims = new long[operand.Rank];
        for (var i = 0; i < dims.Length; i++)
        {
            if (interior[i] < 0)
                throw op.Error($"interior_padding can not be negative, it is {interior[i]} for dimension {i}");
            dims[i] = low[i] + high[i] + operand.Dims[i] + Math.Max(operand.Dims[i] - 1, 0) * interior[i];
            if (dims[i] < 0)
                throw op.Error($"the padding takes more from dimension {i} of {operand} than it has");
        }
        op.RequireResult(operand.Element, dims);
    }

    private static void CheckSlice(Operation op)
    {
        op.RequireCounts(1);
        var operand = op.OperandType(0);
        var start = op.RequireInts("start_indices", operand.Rank);
        var limit = op.RequireInts("limit_indices", operand.Rank);
        var strides = op.RequireInts("strides", operand.Rank);
        var dims = new long[operand.Rank];
        for (var i = 0; i < dims.Length; i++)
        {
            if (start[i] < 0 || start[i] > limit[i] || limit[i] > operand.Dims[i])
                throw op.Error($"[{start[i]}, {limit[i]}) is no range of dimension {i} of {operand}");
            if (strides[i] < 1)
                throw op.Error($"strides must be positive, dimension {i} has {strides[i]}");
            dims[i] = (limit[i] - start[i] + strides[i] - 1) / strides[i];
        }
        op.RequireResult(operand.Element, dims);
    }

    private static void CheckTranspose(Operation op)
    {
        op.RequireCounts(1);
        var operand = op.OperandType(0);
        var permutation = op.RequireInts("permutation", operand.Rank);
        op.RequireDimensions("permutation", permutation, operand.Rank);
        op.RequireResult(operand.Element, Array.ConvertAll(permutation, d => operand.Dims[d]));
    }
}
