using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>gather (StableHLO specification, constraints C1 to C22).</summary>
internal static class GatherRules
{
    public static void Check(Operation op)
    {
        op.RequireCounts(2);
        if (op.Find<GatherDimensions>("dimension_numbers") is not { } dims)
            throw op.Error("needs the attribute dimension_numbers, as #stablehlo.gather<…>");
        var (operand, indices) = (op.OperandType(0), op.OperandType(1));
        var sizes = op.RequireInts("slice_sizes", operand.Rank);
        var batch = IndexDimensions.Check(op, indices, dims.IndexVectorDim, dims.StartIndexMap, "start_index_map", operand);
        IndexDimensions.CheckBatching(op, operand, indices, dims.OperandBatchingDims, dims.StartIndicesBatchingDims, dims.IndexVectorDim);

        op.RequireDimensions("collapsed_slice_dims", dims.CollapsedSliceDims, operand.Rank);
        IndexDimensions.RequireDisjoint(op, dims.CollapsedSliceDims, dims.OperandBatchingDims);
        IndexDimensions.RequireDisjoint(op, dims.StartIndexMap, dims.OperandBatchingDims);
        for (var i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] < 0 || sizes[i] > operand.Dims[i])
                throw op.Error($"a slice of {sizes[i]} does not fit dimension {i} of {operand}");
            var dropped = dims.CollapsedSliceDims.Contains(i) || dims.OperandBatchingDims.Contains(i);
            if (dropped && sizes[i] > 1)
                throw op.Error($"dimension {i} is collapsed or batched, so its slice size must be 1, it is {sizes[i]}");
        }

        var offsets = sizes.Where((_, i) => !dims.CollapsedSliceDims.Contains(i) && !dims.OperandBatchingDims.Contains(i)).ToArray();
        if (offsets.Length != dims.OffsetDims.Length)
            throw op.Error($"offset_dims needs {offsets.Length} dimension(s), {dims.OffsetDims.Length} given");
        var rank = batch.Length + offsets.Length;
        op.RequireDimensions("offset_dims", dims.OffsetDims, rank);
        op.RequireResult(operand.Element, IndexDimensions.Interleave(rank, dims.OffsetDims, offsets, batch));
    }
}
