using Emulator.Ir;
using Emulator.Kernels.Reductions;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Fusion;
using Emulator.Planning.Graph;
using Emulator.Planning.Lowering;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    private const long RowChunk = 16 * 1024;
    private const long ColumnElements = 32 * 1024;
    private const long ShortestChunk = 64;
    private const long LongestChunk = 4096;

    /// <summary>A reduction that no cluster has taken.</summary>
    private void Reduce(GraphOp op)
    {
        var count = op.Inputs.Length / 2;
        var reduced = op.Ints("dimensions");
        var type = op.Inputs[0].Type;
        var length = reduced.Aggregate(1L, (product, d) => product * type.Dims[d]);
        var simple = count == 1 && length > 0 && TileClasses.Of(type.Element) is not null ? Reducer.Simple(op.Source.Regions[0]) : null;
        if (simple is { } kind)
            SimpleReduce(op, kind, reduced, length);
        else
            BodyReduce(op, count, reduced, length);
    }

    private void SimpleReduce(GraphOp op, OpKind kind, long[] reduced, long length)
    {
        var type = op.Inputs[0].Type;
        var code = Reducer.RowOp(kind, type.Element);
        // Kept dimensions after the last reduced one are worked on side by side.
        long[] all = [.. Enumerable.Range(0, type.Rank).Select(d => (long)d)];
        var last = reduced.DefaultIfEmpty(-1).Max();
        long[] inner = [.. all.Where(d => d > last && !reduced.Contains(d))];
        long[] outer = [.. all.Where(d => d < last && !reduced.Contains(d))];
        long[] order = [.. outer, .. reduced.Order(), .. inner];
        var width = inner.Aggregate(1L, (product, d) => product * type.Dims[d]);
        var buffers = new StepBuffers();
        var producer = op.Repeated.Count > 0 ? Producer(op, order, buffers) : null;
        var view = StridedView.Dense(type.Dims);
        if (producer is null)
        {
            var place = Place(op.Inputs[0]);
            buffers.Add(place.Buffer);
            view = place.View.Transpose(order);
        }
        view = view.Collapse();
        var shape = new ReduceShape(
            code, new TileAccess(0, type.Element, view.Dims, view.Strides, view.Offset, false, 0), producer,
            op.Output.Type.ElementCount / width, length, width, width == 1 ? RowChunk : Math.Clamp(ColumnElements / width, ShortestChunk, LongestChunk));
        var plain = Identities.IsIdentity(op.Inputs[1], code);
        var output = plain ? OutputBuffer(op.Output) : Allocate(op.Output.Type.ByteSize);
        var scratch = Allocate(shape.ScratchBytes);
        Emit(new ReduceStep([output.Reference, scratch.Reference, .. buffers.References], shape), [output, scratch, .. buffers.Touched]);
        if (!plain)
            Join(op, [new Placement(output, StridedView.Dense(op.Output.Type.Dims))]);
    }

    /// <summary>What a reduction computes of its elements itself, in its own order.</summary>
    private TileProgram Producer(GraphOp op, long[] order, StepBuffers buffers)
    {
        var builder = new TileBuilder(op.Inputs[0].Type.ElementCount, 1);
        var known = new Dictionary<GraphValue, ushort>();
        var type = op.Inputs[0].Type.Element;
        var result = Value(op.Inputs[0]);
        var held = TileClasses.Of(type)!.Value;
        // The result is handed over as the class holds it: as the element type of the same form.
        var form = held switch { TileClass.F32 => ElementType.F32, TileClass.I32 or TileClass.Mask => ElementType.S32, TileClass.U32 => ElementType.U32, _ => type };
        builder.Output(buffers.Touched.Length, form, new StridedView([builder.Count], [1], 0), false, result);
        return builder.Build();

        ushort Value(GraphValue value)
        {
            if (known.TryGetValue(value, out var register))
                return register;
            if (value.Producer is { } producer && op.Repeated.Contains(producer))
                register = Lowering.Elementwise.Lower(builder, producer.Source, Array.ConvertAll(producer.Inputs, Value), false);
            else if (value.Producer is { IsSplat: true } splat)
                register = Lowering.Elementwise.Splat(builder, splat.Constant!);
            else
            {
                var place = Place(value);
                register = builder.Input(buffers.Add(place.Buffer), value.Type.Element, place.View.Transpose(order), false);
            }
            return known[value] = register;
        }
    }

    /// <summary>Any body: neighbours are combined pair by pair until one is left, every level as one step over all kept elements.</summary>
    private void BodyReduce(GraphOp op, int count, long[] reduced, long length)
    {
        var kept = Enumerable.Range(0, op.Inputs[0].Type.Rank).Select(d => (long)d).Where(d => !reduced.Contains(d)).ToArray();
        var places = new Placement[count];
        for (var i = 0; i < count; i++)
        {
            var place = Place(op.Inputs[i]);
            var view = place.View.Transpose([.. reduced.Order(), .. kept]);
            var flat = view.Reshape([length, .. op.Output.Type.Dims]);
            places[i] = flat is null ? Copy(place with { View = view }, op.Inputs[i].Type.Element) : place with { View = flat };
            if (flat is null)
                places[i] = places[i] with { View = StridedView.Dense([length, .. op.Output.Type.Dims]) };
        }
        if (length == 0)
        {
            for (var i = 0; i < count; i++)
                Fill(Whole(OutputBuffer(op.Outputs[i]), op.Outputs[i]), Place(op.Inputs[count + i]), op.Outputs[i].Type.Element);
            return;
        }
        for (; length > 1; length = (length + 1) / 2)
            places = Level(op, places, length);
        Join(op, Array.ConvertAll(places, p => p with { View = p.View.Reshape(op.Output.Type.Dims)! }));
    }

    private Placement[] Level(GraphOp op, Placement[] places, long length)
    {
        var dims = places[0].View.Dims;
        var half = length / 2;
        var builder = new TileBuilder(half * (places[0].View.Count / length), 1);
        var buffers = new StepBuffers();
        var arguments = new ushort[2 * places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            for (var side = 0; side < 2; side++)
            {
                var view = Part(places[i].View, side, half, 2);
                arguments[side * places.Length + i] = builder.Input(buffers.Add(places[i].Buffer), op.Inputs[i].Type.Element, view, false);
            }
        }
        var results = Bodies.Lower(builder, _module, op.Source.Regions[0], arguments);
        var next = new Placement[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var type = op.Inputs[i].Type.Element;
            var whole = StridedView.Dense([length - half, .. dims[1..]]);
            next[i] = new Placement(Allocate(whole.Count * type.Size()), whole);
            builder.Output(buffers.Add(next[i].Buffer), type, Part(whole, 0, half, 1), false, results[i]);
        }
        Emit(new TileStep(buffers.References, builder.Build()), buffers.Touched);
        for (var i = 0; i < places.Length && length % 2 == 1; i++)
            EmitCopy(places[i] with { View = Part(places[i].View, length - 1, 1, 1) }, next[i] with { View = Part(next[i].View, half, 1, 1) }, op.Inputs[i].Type.Element.Size());
        return next;
    }

    private static StridedView Part(StridedView view, long first, long count, long step)
        => new([count, .. view.Dims[1..]], [view.Strides[0] * step, .. view.Strides[1..]], view.Offset + first * view.Strides[0]);

    /// <summary>The start value and what the elements gave, combined by the body.</summary>
    private void Join(GraphOp op, Placement[] reduced)
    {
        var builder = new TileBuilder(op.Output.Type.ElementCount, 1);
        var buffers = new StepBuffers();
        var count = reduced.Length;
        var arguments = new ushort[2 * count];
        for (var i = 0; i < count; i++)
        {
            var type = op.Outputs[i].Type;
            var start = Place(op.Inputs[count + i]);
            arguments[i] = builder.Input(buffers.Add(start.Buffer), type.Element, new StridedView(type.Dims, new long[type.Rank], start.View.Offset), false);
            arguments[count + i] = builder.Input(buffers.Add(reduced[i].Buffer), type.Element, reduced[i].View, false);
        }
        var results = Bodies.Lower(builder, _module, op.Source.Regions[0], arguments);
        for (var i = 0; i < count; i++)
            builder.Output(buffers.Add(OutputBuffer(op.Outputs[i])), op.Outputs[i].Type.Element, StridedView.Dense(op.Outputs[i].Type.Dims), false, results[i], mayOverlap: true);
        Emit(new TileStep(buffers.References, builder.Build()), buffers.Touched);
    }
}
