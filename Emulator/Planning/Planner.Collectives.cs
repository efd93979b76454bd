using Emulator.Ir;
using Emulator.Kernels.Movement;
using Emulator.Planning.Graph;
using Emulator.Planning.Lowering;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    private void Collective(GraphOp op)
    {
        var groups = ProcessGroups.Of(op, _options.Replicas, _options.Partitions);
        var inputs = Array.ConvertAll(op.Inputs, Dense);
        var outputs = Array.ConvertAll(op.Outputs, OutputBuffer);
        var tensors = new ExchangedTensor[inputs.Length];
        PlannedBuffer[] scratch = op.Kind == OpKind.ReduceScatter ? Array.ConvertAll(op.Inputs, i => Allocate(i.Type.ByteSize)) : [];
        for (var i = 0; i < tensors.Length; i++)
            tensors[i] = Exchanged(op, op.Inputs[i].Type, op.Outputs[i].Type);
        Emit(
            new CollectiveStep([.. inputs.Select((p, i) => Reference(p, op.Inputs[i].Type.Element)), .. outputs.Concat(scratch).Select(b => b.Reference)], op.Kind, groups, tensors),
            [.. inputs.Select(p => p.Buffer), .. outputs, .. scratch]);
    }

    private ExchangedTensor Exchanged(GraphOp op, TensorType input, TensorType output)
    {
        var size = input.Element.Size();
        var (from, to) = (StridedView.DenseStrides(input.Dims), StridedView.DenseStrides(output.Dims));
        var dims = input.Dims;
        long fromStep = 0, toStep = 0;
        switch (op.Kind)
        {
            case OpKind.AllGather:
                var gathered = (int)op.Int("all_gather_dim");
                toStep = dims[gathered] * to[gathered];
                break;
            case OpKind.ReduceScatter:
                dims = output.Dims;
                var scattered = (int)op.Int("scatter_dimension");
                fromStep = dims[scattered] * from[scattered];
                break;
            case OpKind.AllToAll:
                var (split, concat) = ((int)op.Int("split_dimension"), (int)op.Int("concat_dimension"));
                dims = (long[])dims.Clone();
                dims[split] /= op.Int("split_count");
                fromStep = dims[split] * from[split];
                toStep = dims[concat] * to[concat];
                break;
        }
        var reduces = op.Kind is OpKind.AllReduce or OpKind.ReduceScatter;
        return new(
            input.ByteSize, output.ByteSize, CopyShape.Create(size, dims, from, to, 0, 0), fromStep * size, toStep * size,
            reduces ? [Bodies.Program(_module, op.Source.Regions[0], input.ElementCount)] : []);
    }
}
