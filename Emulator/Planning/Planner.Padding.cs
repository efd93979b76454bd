using Emulator.Ir;
using Emulator.Planning.Fusion;
using Emulator.Planning.Graph;
using Emulator.Planning.Lowering;
using Emulator.Planning.Memory;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    private readonly Dictionary<GraphValue, ConvolutionWindow> _paddings = [];
    private readonly Dictionary<PlannedBuffer, ConvolutionWindow> _padded = [];

    /// <summary>Values that convolutions read with zeros around: their producers write them into place.</summary>
    private void FindPaddings(List<Unit> units)
    {
        foreach (var op in units.SelectMany(u => u.Product is null ? u.Operations : [u.Product, .. u.Operations]))
        {
            if (op.Kind == OpKind.Convolution && op.Inputs[0].Producer?.Block == op.Block && PlainConvolutions.Padding(op) is { } window)
                _paddings.TryAdd(op.Inputs[0], window);
        }
    }

    /// <summary>Memory for a cluster's result, with room around it where a convolution wants that.</summary>
    private PlannedBuffer PaddedOutput(GraphValue value)
    {
        if (_outputs.ContainsKey(value) || !_paddings.TryGetValue(value, out var window))
            return OutputBuffer(value);
        var dims = value.Type.Dims;
        var whole = StridedView.Dense([dims[0], .. window.Padded, dims[^1]]);
        var buffer = Allocate(whole.Count * value.Type.Element.Size());
        _padded[buffer] = window;
        Borders(new Placement(buffer, whole), window, value.Type.Element);
        _placements[value] = new Placement(buffer, Interior(whole, window));
        return buffer;
    }

    /// <summary>The part of a padded tensor that the input fills.</summary>
    private static StridedView Interior(StridedView whole, ConvolutionWindow window)
    {
        long[] start = [0, .. window.Low, 0];
        long[] limit = [whole.Dims[0], .. window.Padded.Select((size, d) => size - window.High[d]), whole.Dims[^1]];
        return whole.Slice(start, limit, Array.ConvertAll(start, _ => 1L));
    }

    /// <summary>Zeros before and after the input along each spatial dimension.</summary>
    private void Borders(Placement whole, ConvolutionWindow window, ElementType type)
    {
        var ones = Array.ConvertAll(whole.View.Dims, _ => 1L);
        for (var d = 0; d < window.Padded.Length; d++)
        {
            var (start, limit) = (new long[whole.View.Rank], (long[])whole.View.Dims.Clone());
            limit[d + 1] = window.Low[d];
            Fill(whole with { View = whole.View.Slice(start, limit, ones) }, Zero(type), type);
            (start[d + 1], limit[d + 1]) = (window.Padded[d] - window.High[d], window.Padded[d]);
            Fill(whole with { View = whole.View.Slice(start, limit, ones) }, Zero(type), type);
        }
    }

    /// <summary>The input with its padding: as its producer wrote it, or copied.</summary>
    private Placement Padded(GraphOp op, ConvolutionWindow window, Placement input, ElementType type)
    {
        if (!window.NeedsPadding && input.View.IsDense)
            return input;
        var view = StridedView.Dense([input.View.Dims[0], .. window.Padded, input.View.Dims[^1]]);
        if (_padded.TryGetValue(input.Buffer, out var known) && known.Low.AsSpan().SequenceEqual(window.Low) && known.High.AsSpan().SequenceEqual(window.High)
            && known.Padded.AsSpan().SequenceEqual(window.Padded) && input.View.Strides.AsSpan().SequenceEqual(view.Strides))
            return input with { View = view };
        var padded = new Placement(Allocate(view.Count * type.Size()), view);
        if (PlainConvolutions.Padding(op) is null)
        {
            if (window.NeedsPadding)
                Fill(padded, Zero(type), type);
            PadInto(input, padded, [0, .. window.Low, 0], [0, .. window.Spread.Select(s => s - 1), 0], type);
            return padded;
        }
        Borders(padded, window, type);
        EmitCopy(input, padded with { View = Interior(view, window) }, type.Size());
        return padded;
    }

    /// <summary>
    /// A nearest-neighbour enlargement, seen as what is repeated: dimensions that a reshape joins are split in the target instead, so
    /// the large picture is written once, where it is wanted.
    /// </summary>
    private Placement? PaddedEnlargement(GraphOp op, ConvolutionWindow window, ElementType type)
    {
        if (op.Inputs[0].Producer is not { Kind: OpKind.Reshape } reshape || _placements.ContainsKey(op.Inputs[0]) || PlainConvolutions.Padding(op) is null)
            return null;
        var source = Place(reshape.Inputs[0]);
        if (source.View.Reshape(op.Inputs[0].Type.Dims) is not null)
            return null;
        var dims = op.Inputs[0].Type.Dims;
        var whole = StridedView.Dense([dims[0], .. window.Padded, dims[^1]]);
        if (Interior(whole, window).Reshape(source.View.Dims) is not { } target)
            return null;
        var padded = new Placement(Allocate(whole.Count * type.Size()), whole);
        Borders(padded, window, type);
        EmitCopy(source, padded with { View = target }, type.Size());
        return padded;
    }
}
