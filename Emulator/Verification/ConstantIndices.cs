using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>Indices that are known when a program is compiled.</summary>
internal static class ConstantIndices
{
    /// <summary>
    /// The first constant index of a gather that its operand does not have. XLA clamps such indices; on a NeuronCore
    /// they end the execution with NRT_EXEC_OOB.
    /// </summary>
    public static (long Index, int Dimension)? OutOfRange(Operation gather)
    {
        if (gather.Operands[1].Definition is not { Kind: OpKind.Constant } constant
            || gather.Find<GatherDimensions>("dimension_numbers") is not { } dims)
            return null;
        var indices = constant.Find<DenseAttribute>("value")!;
        var sizes = gather.Ints("slice_sizes")!;
        var values = indices.ToLongs();
        var vector = dims.IndexVectorDim;
        // Elements between one entry of an index vector and the next.
        var stride = 1L;
        for (var i = (int)vector + 1; i < indices.Type.Rank; i++)
            stride *= indices.Type.Dims[i];
        for (var i = 0; i < values.Length; i++)
        {
            var entry = vector == indices.Type.Rank ? 0 : i / stride % indices.Type.Dims[vector];
            var dimension = (int)dims.StartIndexMap[entry];
            if (values[i] < 0 || values[i] > gather.OperandType(0).Dims[dimension] - sizes[dimension])
                return (values[i], dimension);
        }
        return null;
    }
}
