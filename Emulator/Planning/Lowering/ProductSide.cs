using Emulator.Planning.Memory;
using Emulator.Planning.Views;

namespace Emulator.Planning.Lowering;

/// <summary>One operand of a product: batch dimensions, one free and one contracted dimension.</summary>
internal sealed record ProductSide(
    PlannedBuffer Buffer, long Offset, long[] Batches, long[] BatchStrides, long Free, long FreeStride, long Depth, long DepthStride)
{
    /// <param name="view">Batch dimensions, then free, then contracted ones.</param>
    /// <returns>Null when the free or the contracted dimensions do not step as one.</returns>
    public static ProductSide? Create(PlannedBuffer buffer, StridedView view, int batches, int free)
    {
        if (One(view, batches, batches + free) is not { } freeDimension || One(view, batches + free, view.Rank) is not { } depth)
            return null;
        return new(buffer, view.Offset, view.Dims[..batches], view.Strides[..batches], freeDimension.Size, freeDimension.Stride, depth.Size, depth.Stride);
    }

    private static (long Size, long Stride)? One(StridedView view, int first, int end)
    {
        var part = new StridedView(view.Dims[first..end], view.Strides[first..end], 0);
        if (part.Count == 0)
            return (0, 1);
        var collapsed = part.Collapse();
        return collapsed.Rank switch
        {
            0 => (1, 1),
            1 => (collapsed.Dims[0], collapsed.Strides[0]),
            _ => null,
        };
    }
}
