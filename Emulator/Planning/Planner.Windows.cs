using Emulator.Ir;
using Emulator.Planning.Graph;
using Emulator.Planning.Lowering;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    /// <summary>Positions of a window that one step combines; the next step goes on from there.</summary>
    private const int PositionsPerStep = 32;

    /// <summary>Every position of the window is a strided view of the padded input; the views are combined in their order.</summary>
    private void ReduceWindow(GraphOp op)
    {
        var count = op.Inputs.Length / 2;
        var rank = op.Output.Type.Rank;
        var window = op.Ints("window_dimensions");
        var dilation = op.Source.IntsOr("window_dilations", rank, 1);
        var padded = new Placement[count];
        var state = new Placement[count];
        for (var i = 0; i < count; i++)
        {
            padded[i] = PadWindow(op, i, count);
            state[i] = Place(op.Inputs[count + i]);
            state[i] = state[i] with { View = new StridedView(op.Output.Type.Dims, new long[rank], state[i].View.Offset) };
        }
        var positions = window.Aggregate(1L, (product, size) => product * size);
        for (long first = 0; first < positions; first += PositionsPerStep)
            state = Positions(op, window, dilation, padded, state, first, Math.Min(positions, first + PositionsPerStep), positions);
        for (var i = 0; i < count && positions == 0; i++)
            EmitCopy(state[i], Whole(OutputBuffer(op.Outputs[i]), op.Outputs[i]), op.Outputs[i].Type.Element.Size());
    }

    private Placement PadWindow(GraphOp op, int index, int count)
    {
        var input = Place(op.Inputs[index]);
        var rank = input.View.Rank;
        var padding = op.Source.Padding("padding", rank);
        var spread = op.Source.IntsOr("base_dilations", rank, 1);
        var dims = new long[rank];
        for (var d = 0; d < rank; d++)
            dims[d] = (input.View.Dims[d] == 0 ? 0 : (input.View.Dims[d] - 1) * spread[d] + 1) + padding[d].Low + padding[d].High;
        if (dims.AsSpan().SequenceEqual(input.View.Dims))
            return input;
        var type = op.Inputs[index].Type.Element;
        var view = StridedView.Dense(dims);
        var padded = new Placement(Allocate(view.Count * type.Size()), view);
        Fill(padded, Place(op.Inputs[count + index]), type);
        PadInto(input, padded, Array.ConvertAll(padding, p => p.Low), Array.ConvertAll(spread, s => s - 1), type);
        return padded;
    }

    private Placement[] Positions(
        GraphOp op, long[] window, long[] dilation, Placement[] padded, Placement[] state, long first, long end, long positions)
    {
        var count = padded.Length;
        var builder = new TileBuilder(op.Output.Type.ElementCount, 1);
        var buffers = new StepBuffers();
        var registers = new ushort[count];
        for (var i = 0; i < count; i++)
            registers[i] = builder.Input(buffers.Add(state[i].Buffer), op.Outputs[i].Type.Element, state[i].View, false);
        for (var p = first; p < end; p++)
        {
            var next = new ushort[count];
            for (var i = 0; i < count; i++)
                next[i] = builder.Input(buffers.Add(padded[i].Buffer), op.Outputs[i].Type.Element, At(op, window, dilation, padded[i].View, p), false);
            registers = Bodies.Lower(builder, _module, op.Source.Regions[0], [.. registers, .. next]);
        }
        var result = new Placement[count];
        for (var i = 0; i < count; i++)
        {
            var value = op.Outputs[i];
            var buffer = end == positions ? OutputBuffer(value) : Allocate(value.Type.ByteSize);
            result[i] = Whole(buffer, value);
            builder.Output(buffers.Add(buffer), value.Type.Element, result[i].View, false, registers[i], mayOverlap: true);
        }
        Emit(new TileStep(buffers.References, builder.Build()), buffers.Touched);
        return result;
    }

    /// <summary>What the window's element number <paramref name="position"/> sees as the window moves.</summary>
    private static StridedView At(GraphOp op, long[] window, long[] dilation, StridedView padded, long position)
    {
        var steps = op.Source.IntsOr("window_strides", padded.Rank, 1);
        var strides = new long[padded.Rank];
        var offset = padded.Offset;
        for (var d = padded.Rank - 1; d >= 0; d--)
        {
            offset += position % window[d] * dilation[d] * padded.Strides[d];
            position /= window[d];
            strides[d] = padded.Strides[d] * steps[d];
        }
        return new StridedView(op.Output.Type.Dims, strides, offset);
    }
}
