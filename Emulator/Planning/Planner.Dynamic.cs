using Emulator.Ir;
using Emulator.Kernels.Movement;
using Emulator.Planning.Graph;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    private void DynamicSlice(GraphOp op)
    {
        var type = op.Output.Type.Element;
        var operand = Place(op.Inputs[0]);
        var output = OutputBuffer(op.Output);
        var sizes = op.Output.Type.Dims;
        var slice = CopyShape.Create(type.Size(), sizes, operand.View.Strides, StridedView.DenseStrides(sizes), operand.View.Offset, 0);
        var (references, touched) = Indices(op, 1);
        Emit(
            new DynamicSliceStep([operand.Buffer.Reference, output.Reference, .. references], false, IndexType(op, 1), operand.View.Dims, operand.View.Strides, sizes, slice, slice),
            [operand.Buffer, output, .. touched]);
    }

    /// <summary>Writes into the operand itself when nothing else reads it: a cache grows without being copied.</summary>
    private void DynamicUpdateSlice(GraphOp op)
    {
        var type = op.Output.Type;
        var operand = Place(op.Inputs[0]);
        var update = Place(op.Inputs[1]);
        var strides = StridedView.DenseStrides(type.Dims);
        var inPlace = !_outputs.ContainsKey(op.Output) && operand.View.IsDense && operand.View.Offset == 0 && update.Buffer != operand.Buffer && IsLastRead(op.Inputs[0]);
        PlannedBuffer output;
        if (inPlace)
        {
            output = operand.Buffer;
            _placements[op.Output] = operand;
        }
        else
            output = OutputBuffer(op.Output);
        var sizes = op.Inputs[1].Type.Dims;
        var slice = CopyShape.Create(type.Element.Size(), sizes, update.View.Strides, strides, update.View.Offset, 0);
        var whole = CopyShape.Create(type.Element.Size(), type.Dims, operand.View.Strides, strides, operand.View.Offset, 0);
        var (references, touched) = Indices(op, 2);
        Emit(
            new DynamicSliceStep([operand.Buffer.Reference, output.Reference, .. references, update.Buffer.Reference], true, IndexType(op, 2), type.Dims, strides, sizes, slice, whole),
            [operand.Buffer, output, update.Buffer, .. touched]);
    }

    /// <summary>Whether a value of this block lies in memory that the plan may change, and nothing reads it after the operation at hand.</summary>
    private bool IsLastRead(GraphValue value)
    {
        if (!_placements.TryGetValue(value, out var place) || place.Buffer.Space is not (BufferSpace.Arena or BufferSpace.Result))
            return false;
        var isLocal = value.Producer is { } producer ? producer.Block == _block : Array.IndexOf(_block.Arguments, value) >= 0;
        return isLocal && _readsLeft.GetValueOrDefault(value) == 0;
    }

    private static ElementType IndexType(GraphOp op, int first) => op.Inputs.Length > first ? op.Inputs[first].Type.Element : ElementType.S32;

    private (BufferRef[] References, PlannedBuffer[] Touched) Indices(GraphOp op, int first)
    {
        var places = op.Inputs[first..].Select(i => (Place: Dense(i), i.Type.Element)).ToArray();
        return (Array.ConvertAll(places, p => Reference(p.Place, p.Element)), Array.ConvertAll(places, p => p.Place.Buffer));
    }
}
