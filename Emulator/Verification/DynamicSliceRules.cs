using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>Slices whose place is known only at run time; one scalar index for each dimension.</summary>
internal static class DynamicSliceRules
{
    public static void Check(Operation op)
    {
        var leading = op.Kind == OpKind.DynamicSlice ? 1 : 2;
        if (op.Operands.Length < leading)
            throw op.Error($"takes {leading} operand(s) and the start indices, {op.Operands.Length} given");
        var operand = op.OperandType(0);
        if (op.Operands.Length - leading != operand.Rank)
            throw op.Error($"needs {operand.Rank} start indices for {operand}, {op.Operands.Length - leading} given");
        op.RequireCounts(op.Operands.Length);
        for (var i = leading; i < op.Operands.Length; i++)
        {
            op.RequireScalar(i);
            if (!op.OperandType(i).Element.IsInteger() || op.OperandType(i).Element != op.OperandType(leading).Element)
                throw op.Error($"start indices are integers of one type, operand {i} is {op.OperandType(i)}");
        }

        long[] sizes;
        if (op.Kind == OpKind.DynamicSlice)
        {
            sizes = op.RequireInts("slice_sizes", operand.Rank);
            op.RequireResult(operand.Element, sizes);
        }
        else
        {
            op.RequireSameElement(operand, op.OperandType(1));
            sizes = op.OperandType(1).Dims;
            if (sizes.Length != operand.Rank)
                throw op.Error($"the update must have the rank of {operand}, it is {op.OperandType(1)}");
            op.RequireResult(operand);
        }
        for (var i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] < 0 || sizes[i] > operand.Dims[i])
                throw op.Error($"a slice of {sizes[i]} does not fit dimension {i} of {operand}");
        }
    }
}
