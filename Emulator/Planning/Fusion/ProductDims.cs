using Emulator.Ir;
using Emulator.Kernels.Products;
using Emulator.Planning.Graph;
using Emulator.Planning.Views;

namespace Emulator.Planning.Fusion;

/// <summary>A product's sizes.</summary>
internal sealed record ProductDims(GraphOp Operation, long Batches, long Rows, long Columns, long Depth)
{
    public double Flops => 2.0 * Batches * Rows * Columns * Depth;

    /// <summary>Whether it is computed in f32; a convolution also, whether its output comes in order.</summary>
    public bool InFloats => Operation.Kind == OpKind.Convolution ? PlainConvolutions.IsPlain(Operation) : FloatLoads.Supports(Operation.Inputs[0].Type.Element) && FloatLoads.Supports(Operation.Inputs[1].Type.Element)
        && FloatLoads.Supports(Operation.Output.Type.Element);

    public static ProductDims Of(GraphOp op)
    {
        if (op.Source.Find<ConvolutionDimensions>("dimension_numbers") is { } convolution)
        {
            var features = op.Output.Type.Dims[convolution.OutputFeature];
            var count = op.Output.Type.ElementCount;
            return new(op, 1, features == 0 ? 0 : count / features, features, features == 0 ? 0 : op.Inputs[1].Type.ElementCount / features);
        }
        var dims = op.Source.Find<DotDimensions>("dot_dimension_numbers")!;
        var (left, right) = (op.Inputs[0].Type, op.Inputs[1].Type);
        var batches = dims.LhsBatching.Aggregate(1L, (product, d) => product * left.Dims[d]);
        var depth = dims.LhsContracting.Aggregate(1L, (product, d) => product * left.Dims[d]);
        var outer = Math.Max(1, batches * depth);
        return new(op, batches, left.ElementCount / outer, right.ElementCount / outer, depth);
    }

    /// <summary>Whether the left side, seen through views of a dense value, lies as batches, rows, contracted elements.</summary>
    public bool LeftInOrder(GraphValue value, GraphValue operand)
    {
        var views = new Stack<GraphOp>();
        for (var at = operand; at != value; at = at.Producer!.Inputs[0])
            views.Push(at.Producer!);
        StridedView? view = StridedView.Dense(value.Type.Dims);
        while (view is not null && views.TryPop(out var op))
            view = ViewOps.Apply(op, view);
        if (view is null || view.Count != value.Type.ElementCount)
            return false;
        var dims = Operation.Source.Find<DotDimensions>("dot_dimension_numbers")!;
        var free = Enumerable.Range(0, view.Rank).Select(d => (long)d).Where(d => !dims.LhsBatching.Contains(d) && !dims.LhsContracting.Contains(d));
        return view.Offset == 0 && view.Transpose([.. dims.LhsBatching, .. free, .. dims.LhsContracting]).IsDense;
    }
}
