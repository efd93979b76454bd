using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>scatter: n operands, one tensor of indices, n updates, a body that combines old and new.</summary>
internal static class ScatterRules
{
    public static void Check(Operation op)
    {
        var count = op.Operands.Length / 2;
        if (op.Operands.Length % 2 == 0)
            throw op.Error($"takes n operands, the indices and n updates; {op.Operands.Length} operand(s) given");
        op.RequireCounts(op.Operands.Length, count, 1);
        if (op.Find<ScatterDimensions>("scatter_dimension_numbers") is not { } dims)
            throw op.Error("needs the attribute scatter_dimension_numbers, as #stablehlo.scatter<…>");

        var indices = op.OperandType(count);
        for (var i = 0; i < count; i++)
            CheckOperand(op, op.OperandType(i), indices, op.OperandType(count + 1 + i), dims, i);
        var types = Enumerable.Range(0, count).Select(i => op.OperandType(i).Element).ToArray();
        BodyRules.CheckReduction(op, op.Regions[0].Body, types);
    }

    private static void CheckOperand(Operation op, TensorType operand, TensorType indices, TensorType updates, ScatterDimensions dims, int number)
    {
        if (!operand.SameShape(op.OperandType(0)) || !updates.SameShape(op.OperandType(op.Operands.Length / 2 + 1)))
            throw op.Error("all operands have one shape, and so have all updates");
        op.RequireSameElement(operand, updates);
        op.RequireResult(operand, number);

        var batch = IndexDimensions.Check(op, indices, dims.IndexVectorDim, dims.ScatterDimsToOperandDims, "scatter_dims_to_operand_dims", operand);
        IndexDimensions.CheckBatching(op, operand, indices, dims.InputBatchingDims, dims.ScatterIndicesBatchingDims, dims.IndexVectorDim);
        op.RequireDimensions("inserted_window_dims", dims.InsertedWindowDims, operand.Rank);
        IndexDimensions.RequireDisjoint(op, dims.InsertedWindowDims, dims.InputBatchingDims);
        IndexDimensions.RequireDisjoint(op, dims.ScatterDimsToOperandDims, dims.InputBatchingDims);
        op.RequireDimensions("update_window_dims", dims.UpdateWindowDims, updates.Rank);

        var window = operand.Dims.Where((_, i) => !dims.InsertedWindowDims.Contains(i) && !dims.InputBatchingDims.Contains(i)).ToArray();
        if (window.Length != dims.UpdateWindowDims.Length)
            throw op.Error($"update_window_dims needs {window.Length} dimension(s), {dims.UpdateWindowDims.Length} given");
        if (updates.Rank != window.Length + batch.Length)
            throw op.Error($"the updates need rank {window.Length + batch.Length}, they are {updates}");
        var expected = IndexDimensions.Interleave(updates.Rank, dims.UpdateWindowDims, window, batch);
        for (var i = 0; i < expected.Length; i++)
        {
            var isWindow = dims.UpdateWindowDims.Contains(i);
            if (isWindow ? updates.Dims[i] > expected[i] : updates.Dims[i] != expected[i])
                throw op.Error($"dimension {i} of the updates {updates} must be {(isWindow ? "at most " : "")}{expected[i]}");
        }
    }
}
