using Emulator.Ir;
using Emulator.Planning.Graph;
using Emulator.Planning.Memory;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    private void Concatenate(GraphOp op)
    {
        var dimension = (int)op.Int("dimension");
        var type = op.Output.Type;
        var output = OutputBuffer(op.Output);
        var whole = StridedView.Dense(type.Dims);
        long at = 0;
        foreach (var input in op.Inputs)
        {
            var part = whole with { Dims = input.Type.Dims, Offset = at * whole.Strides[dimension] };
            EmitCopy(Place(input), new Placement(output, part), type.Element.Size());
            at += input.Type.Dims[dimension];
        }
    }

    private void Pad(GraphOp op)
    {
        var type = op.Output.Type;
        var output = OutputBuffer(op.Output);
        var whole = StridedView.Dense(type.Dims);
        Fill(new Placement(output, whole), Place(op.Inputs[1]), type.Element);
        PadInto(Place(op.Inputs[0]), new Placement(output, whole), op.Ints("edge_padding_low"), op.Ints("interior_padding"), type.Element);
    }

    /// <summary>Repeats a scalar all over.</summary>
    private void Fill(Placement to, Placement scalar, ElementType type)
        => EmitCopy(scalar with { View = new StridedView(to.View.Dims, new long[to.View.Rank], scalar.View.Offset) }, to, type.Size());

    /// <summary>Copies what falls inside of the target when a tensor is shifted by <paramref name="low"/> and spread by <paramref name="interior"/>.</summary>
    private void PadInto(Placement source, Placement to, long[] low, long[] interior, ElementType type)
    {
        var rank = source.View.Rank;
        var (start, dims, strides) = (new long[rank], new long[rank], new long[rank]);
        var (sourceOffset, targetOffset) = (source.View.Offset, to.View.Offset);
        for (var d = 0; d < rank; d++)
        {
            var step = interior[d] + 1;
            start[d] = low[d] < 0 ? (-low[d] + step - 1) / step : 0;
            var last = Math.Min(source.View.Dims[d] - 1, (long)Math.Floor((to.View.Dims[d] - 1 - low[d]) / (double)step));
            dims[d] = Math.Max(0, last - start[d] + 1);
            strides[d] = to.View.Strides[d] * step;
            sourceOffset += start[d] * source.View.Strides[d];
            targetOffset += (low[d] + start[d] * step) * to.View.Strides[d];
        }
        EmitCopy(
            source with { View = new StridedView(dims, source.View.Strides, sourceOffset) },
            to with { View = new StridedView(dims, strides, targetOffset) }, type.Size());
    }
}
