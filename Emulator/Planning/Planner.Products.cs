using Emulator.Ir;
using Emulator.Kernels.Products;
using Emulator.Planning.Fusion;
using Emulator.Planning.Graph;
using Emulator.Planning.Lowering;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    private void DotGeneral(GraphOp op)
    {
        var (shape, left, right) = Product(op);
        if (shape.Columns == 1 && shape.Rows > 1)
        {
            // A column is a row of the transposed product, and the weight is read where it lies.
            (left, right) = (right, left);
            shape = shape with
            {
                LeftBatch = shape.RightBatch,
                RightBatch = shape.LeftBatch,
                Rows = 1,
                Columns = shape.Rows,
                LeftRow = shape.RightColumn,
                LeftDepth = shape.RightDepth,
                RightDepth = shape.LeftDepth,
                RightColumn = shape.LeftRow,
                Left = shape.Right,
                Right = shape.Left,
            };
        }
        var output = OutputBuffer(op.Output);
        var scratch = Allocate(MatrixProduct.Supports(shape) ? MatrixProduct.ScratchBytes(shape) : 0);
        Emit(
            new ProductStep([left.Buffer.Reference, right.Buffer.Reference, output.Reference, scratch.Reference], shape, left.Offset, right.Offset),
            left.Buffer, right.Buffer, output, scratch);
    }

    private (ProductShape Shape, ProductSide Left, ProductSide Right) Product(GraphOp op)
    {
        var dims = op.Source.Find<DotDimensions>("dot_dimension_numbers")!;
        var left = Side(op.Inputs[0], dims.LhsBatching, dims.LhsContracting);
        var right = Side(op.Inputs[1], dims.RhsBatching, dims.RhsContracting);
        var shape = new ProductShape(
            left.Batches, left.BatchStrides, right.BatchStrides, left.Free, right.Free, left.Depth,
            left.FreeStride, left.DepthStride, right.DepthStride, right.FreeStride,
            op.Inputs[0].Type.Element, op.Inputs[1].Type.Element, op.Output.Type.Element);
        return (shape, left, right);
    }

    /// <summary>One side with its free and its contracted dimensions each as one; copied only where no stride can say that.</summary>
    private ProductSide Side(GraphValue value, long[] batching, long[] contracting)
    {
        var rank = value.Type.Rank;
        long[] free = [.. Enumerable.Range(0, rank).Select(d => (long)d).Where(d => !batching.Contains(d) && !contracting.Contains(d))];
        var place = Place(value);
        var view = place.View.Transpose([.. batching, .. free, .. contracting]);
        if (ProductSide.Create(place.Buffer, view, batching.Length, free.Length) is { } side)
            return side;
        var copy = Copy(place with { View = view }, value.Type.Element);
        return ProductSide.Create(copy.Buffer, copy.View, batching.Length, free.Length)!;
    }
}
