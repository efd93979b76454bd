using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>What gather and scatter say in common about their tensor of indices.</summary>
internal static class IndexDimensions
{
    /// <summary>Checks the index vectors and gives the other dimensions of <paramref name="indices"/>.</summary>
    public static long[] Check(Operation op, TensorType indices, long vector, long[] map, string mapName, TensorType operand)
    {
        if (!indices.Element.IsInteger())
            throw op.Error($"indices are integers, given is {indices}");
        if (vector < 0 || vector > indices.Rank)
            throw op.Error($"index_vector_dim is {vector}, but the indices have rank {indices.Rank}");
        var length = vector == indices.Rank ? 1 : indices.Dims[vector];
        if (map.Length != length)
            throw op.Error($"{mapName} has {map.Length} dimension(s), the index vectors have {length}");
        op.RequireDimensions(mapName, map, operand.Rank);
        return [.. indices.Dims.Where((_, i) => i != vector)];
    }

    public static void CheckBatching(Operation op, TensorType operand, TensorType indices, long[] operandDims, long[] indexDims, long vector)
    {
        op.RequireDimensions("the operand's batching dimensions", operandDims, operand.Rank);
        op.RequireDimensions("the indices' batching dimensions", indexDims, indices.Rank);
        if (operandDims.Length != indexDims.Length)
            throw op.Error($"{operandDims.Length} batching dimension(s) of the operand, {indexDims.Length} of the indices");
        for (var i = 0; i < operandDims.Length; i++)
        {
            if (indexDims[i] == vector)
                throw op.Error($"dimension {vector} of the indices holds the index vectors and can not be batched");
            if (operand.Dims[operandDims[i]] != indices.Dims[indexDims[i]])
                throw op.Error($"batching dimension {operandDims[i]} of {operand} and {indexDims[i]} of {indices} differ");
        }
    }

    public static void RequireDisjoint(Operation op, long[] a, long[] b)
    {
        foreach (var dimension in a)
        {
            if (b.Contains(dimension))
                throw op.Error($"dimension {dimension} of the operand has two roles");
        }
    }

    /// <summary>A shape with <paramref name="windows"/> at <paramref name="at"/> and <paramref name="batch"/> in the other places.</summary>
    public static long[] Interleave(int rank, long[] at, long[] windows, long[] batch)
    {
        var dims = new long[rank];
        var next = 0;
        for (var i = 0; i < rank; i++)
        {
            var window = Array.IndexOf(at, i);
            dims[i] = window >= 0 ? windows[window] : batch[next++];
        }
        return dims;
    }
}
