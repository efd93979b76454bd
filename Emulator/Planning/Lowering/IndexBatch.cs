using Emulator.Ir;
using Emulator.Planning.Views;

namespace Emulator.Planning.Lowering;

/// <summary>The indices of a gather or scatter: all dimensions but the one that holds index vectors.</summary>
internal sealed record IndexBatch(int[] Numbers, long[] Dims, long[] Strides, long VectorStride)
{
    public static IndexBatch Of(TensorType indices, long vectorDimension)
    {
        var strides = StridedView.DenseStrides(indices.Dims);
        int[] numbers = [.. Enumerable.Range(0, indices.Rank).Where(d => d != vectorDimension)];
        var vector = vectorDimension < indices.Rank ? strides[vectorDimension] : 1;
        return new(numbers, Array.ConvertAll(numbers, d => indices.Dims[d]), Array.ConvertAll(numbers, d => strides[d]), vector);
    }

    /// <summary>For each batch dimension what belongs to the tensor's dimension batched with it.</summary>
    public T[] Batched<T>(long[] indexDims, long[] tensorDims, Func<long, T> of, T otherwise)
        => Array.ConvertAll(Numbers, number => Array.IndexOf(indexDims, number) is var i and >= 0 ? of(tensorDims[i]) : otherwise);
}
