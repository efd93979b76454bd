using Emulator.Ir;

namespace Emulator.Kernels.Products;

/// <summary>
/// A batched product <c>c[b, m, n] = sum over k of a[b, m, k] * b[b, k, n]</c>; strides in elements.
/// </summary>
/// <param name="Batches">Dimensions of the batch, any number; c is dense over them.</param>
/// <param name="LeftBatch">Strides of the left side over the batch dimensions.</param>
/// <param name="RightBatch">Strides of the right side over the batch dimensions.</param>
internal sealed record ProductShape(
    long[] Batches, long[] LeftBatch, long[] RightBatch,
    long Rows, long Columns, long Depth,
    long LeftRow, long LeftDepth, long RightDepth, long RightColumn,
    ElementType Left, ElementType Right, ElementType Output)
{
    public long BatchCount { get; } = Batches.Aggregate(1L, (product, dim) => product * dim);

    /// <summary>Offsets of both sides for one batch.</summary>
    public (long Left, long Right) Offsets(long batch)
    {
        long left = 0, right = 0;
        for (var i = Batches.Length - 1; i >= 0; i--)
        {
            var index = batch % Batches[i];
            batch /= Batches[i];
            left += index * LeftBatch[i];
            right += index * RightBatch[i];
        }
        return (left, right);
    }
}
