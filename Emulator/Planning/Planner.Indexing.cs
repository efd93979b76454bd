using Emulator.Ir;
using Emulator.Kernels.Indexing;
using Emulator.Kernels.Movement;
using Emulator.Planning.Graph;
using Emulator.Planning.Lowering;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    private void Gather(GraphOp op)
    {
        var dims = op.Source.Find<GatherDimensions>("dimension_numbers")!;
        var sizes = op.Ints("slice_sizes");
        var type = op.Output.Type;
        var operand = Place(op.Inputs[0]);
        var indices = Dense(op.Inputs[1]);
        var output = OutputBuffer(op.Output);
        var outputStrides = StridedView.DenseStrides(type.Dims);
        var batch = IndexBatch.Of(op.Inputs[1].Type, dims.IndexVectorDim);
        long[] outputBatch = [.. Enumerable.Range(0, type.Rank).Where(d => !dims.OffsetDims.Contains(d)).Select(d => outputStrides[d])];
        long[] kept = [.. Enumerable.Range(0, sizes.Length).Select(d => (long)d).Where(d => !dims.CollapsedSliceDims.Contains(d) && !dims.OperandBatchingDims.Contains(d))];
        var slice = CopyShape.Create(
            type.Element.Size(), Array.ConvertAll(kept, d => sizes[d]), Array.ConvertAll(kept, d => operand.View.Strides[d]),
            Array.ConvertAll(dims.OffsetDims, d => outputStrides[d]), operand.View.Offset, 0);
        var shape = new GatherShape(
            op.Inputs[1].Type.Element, batch.Dims, batch.Strides,
            batch.Batched(dims.StartIndicesBatchingDims, dims.OperandBatchingDims, d => operand.View.Strides[d], 0L), outputBatch, batch.VectorStride,
            Array.ConvertAll(dims.StartIndexMap, d => new IndexTarget(operand.View.Strides[d], operand.View.Dims[d] - sizes[d])), slice, _options.StrictIndices);
        Emit(
            new GatherStep([operand.Buffer.Reference, Reference(indices, op.Inputs[1].Type.Element), output.Reference], shape),
            operand.Buffer, indices.Buffer, output);
    }

    private void Scatter(GraphOp op)
    {
        var dims = op.Source.Find<ScatterDimensions>("scatter_dimension_numbers")!;
        var count = (op.Inputs.Length - 1) / 2;
        var indices = Dense(op.Inputs[count]);
        var (input, update) = (op.Inputs[0].Type, op.Inputs[count + 1].Type);
        var batch = IndexBatch.Of(op.Inputs[count].Type, dims.IndexVectorDim);
        var updateStrides = StridedView.DenseStrides(update.Dims);
        long[] updateBatch = [.. Enumerable.Range(0, update.Rank).Where(d => !dims.UpdateWindowDims.Contains(d)).Select(d => updateStrides[d])];
        int[] window = [.. Enumerable.Range(0, input.Rank).Where(d => !dims.InsertedWindowDims.Contains(d) && !dims.InputBatchingDims.Contains(d))];
        var shape = new ScatterShape(
            [.. op.Inputs[..count].Select(i => i.Type.Element)], input.Dims, StridedView.DenseStrides(input.Dims), op.Inputs[count].Type.Element,
            batch.Dims, batch.Strides, batch.Batched(dims.ScatterIndicesBatchingDims, dims.InputBatchingDims, d => (int)d, -1), updateBatch,
            batch.VectorStride, Array.ConvertAll(dims.ScatterDimsToOperandDims, d => (int)d),
            Array.ConvertAll(dims.UpdateWindowDims, d => update.Dims[d]), window, Array.ConvertAll(dims.UpdateWindowDims, d => updateStrides[d]));
        var updates = op.Inputs[(count + 1)..].Select(u => (Place: Dense(u), u.Type.Element)).ToArray();
        var outputs = new PlannedBuffer[count];
        for (var i = 0; i < count; i++)
            outputs[i] = InPlace(op, i);
        Emit(
            new ScatterStep([Reference(indices, op.Inputs[count].Type.Element), .. outputs.Select(o => o.Reference), .. updates.Select(u => Reference(u.Place, u.Element))], shape, ScatterBody(op, count)),
            [indices.Buffer, .. outputs, .. updates.Select(u => u.Place.Buffer)]);
    }

    /// <summary>Memory that holds an operand and is to become the result: its own when nothing else reads it, else a copy.</summary>
    private PlannedBuffer InPlace(GraphOp op, int index)
    {
        var place = Place(op.Inputs[index]);
        var shared = op.Inputs.Where((_, i) => i != index).Any(other => OpKinds.Root(other) == OpKinds.Root(op.Inputs[index]));
        if (!shared && !_outputs.ContainsKey(op.Outputs[index]) && place.View.IsDense && place.View.Offset == 0 && IsLastRead(op.Inputs[index]))
        {
            _placements[op.Outputs[index]] = place;
            return place.Buffer;
        }
        var buffer = OutputBuffer(op.Outputs[index]);
        EmitCopy(place, Whole(buffer, op.Outputs[index]), op.Outputs[index].Type.Element.Size());
        return buffer;
    }

    /// <summary>Null when the update simply replaces the element.</summary>
    private Kernels.Tiles.TileProgram? ScatterBody(GraphOp op, int count)
    {
        var region = op.Source.Regions[0];
        if (count == 1 && region.Body.Operations.Length == 1 && region.Body.Terminator.Operands[0] == region.Body.Arguments[1])
            return null;
        var builder = new TileBuilder(1, 1);
        var view = StridedView.Dense([]);
        var arguments = new ushort[2 * count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = builder.Input(i, region.Body.Arguments[i].Type.Element, view, false);
        var results = Bodies.Lower(builder, _module, region, arguments);
        for (var i = 0; i < count; i++)
            builder.Output(i, op.Outputs[i].Type.Element, view, false, results[i], mayOverlap: true);
        return builder.Build();
    }

    private void Sort(GraphOp op)
    {
        var type = op.Inputs[0].Type;
        var dimension = (int)op.Source.Int("dimension", -1);
        if (dimension < 0)
            dimension += type.Rank;
        var inner = type.Dims[(dimension + 1)..].Aggregate(1L, (product, dim) => product * dim);
        var length = type.Dims[dimension];
        var key = SortKey.Of(op.Source.Regions[0]);
        var shape = new SortShape(
            [.. op.Inputs.Select(i => i.Type.Element)], type.ElementCount / Math.Max(1, inner * length), length, inner, key?.Operand ?? -1,
            key?.Descending ?? false, key?.OrEqual ?? false, key?.TotalOrder ?? false);
        var inputs = op.Inputs.Select(i => (Place: Dense(i), i.Type.Element)).ToArray();
        var outputs = Array.ConvertAll(op.Outputs, OutputBuffer);
        var less = key is null ? Bodies.Program(_module, op.Source.Regions[0], 1) : null;
        Emit(
            new SortStep([.. inputs.Select(i => Reference(i.Place, i.Element)), .. outputs.Select(o => o.Reference)], shape, less),
            [.. inputs.Select(i => i.Place.Buffer), .. outputs]);
    }
}
