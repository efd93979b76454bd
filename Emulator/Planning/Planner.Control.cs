using Emulator.Ir;
using Emulator.Planning.Fusion;
using Emulator.Planning.Graph;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;
using Emulator.Planning.Views;

namespace Emulator.Planning;

internal sealed partial class Planner
{
    /// <summary>What goes round has memory of its own: filled before, read by condition and body, overwritten after each body.</summary>
    private void While(GraphOp op)
    {
        var carried = Array.ConvertAll(op.Outputs, OutputBuffer);
        for (var i = 0; i < carried.Length; i++)
            EmitCopy(Place(op.Inputs[i]), Whole(carried[i], op.Outputs[i]), op.Outputs[i].Type.Element.Size());
        var start = _time;
        _loops.Push((start, []));
        foreach (var body in op.Bodies)
        {
            for (var i = 0; i < carried.Length; i++)
                _placements[body.Arguments[i]] = Whole(carried[i], op.Outputs[i]);
        }
        var predicate = Allocate(1);
        var condition = Block(op.Bodies[0], Chains.Join(op.Bodies[0], Clustering.Of(op.Bodies[0])), () =>
            EmitCopy(Place(op.Bodies[0].Results[0]), new Placement(predicate, StridedView.Dense([])), 1));
        var round = Block(op.Bodies[1], Chains.Join(op.Bodies[1], Clustering.Of(op.Bodies[1])), () => HandOver(op.Bodies[1].Results, carried));
        Emit(new WhileStep([predicate.Reference], condition, round), [predicate, .. carried]);
        foreach (var buffer in _loops.Pop().Touched)
            Touch(buffer);
        _time++;
    }

    private void Branch(GraphOp op)
    {
        var index = Dense(op.Inputs[0]);
        var outputs = Array.ConvertAll(op.Outputs, OutputBuffer);
        var branches = Array.ConvertAll(op.Bodies, body => Block(body, Chains.Join(body, Clustering.Of(body)), () => HandOver(body.Results, outputs)));
        var type = op.Inputs[0].Type.Element;
        Emit(new BranchStep([Reference(index, type)], type == ElementType.Pred, branches), [index.Buffer, .. outputs]);
    }

    /// <summary>Copies results to where they are expected; one that lies in another's place goes by way of a copy.</summary>
    private void HandOver(GraphValue[] results, PlannedBuffer[] targets)
    {
        var places = new Placement[results.Length];
        for (var i = 0; i < results.Length; i++)
        {
            places[i] = Place(results[i]);
            var other = Array.IndexOf(targets, places[i].Buffer);
            if (other >= 0 && !(other == i && places[i].View.IsDense))
                places[i] = Copy(places[i], results[i].Type.Element);
        }
        for (var i = 0; i < results.Length; i++)
        {
            if (places[i].Buffer != targets[i])
                EmitCopy(places[i], Whole(targets[i], results[i]), results[i].Type.Element.Size());
        }
    }

    private static Placement Whole(PlannedBuffer buffer, GraphValue value) => new(buffer, StridedView.Dense(value.Type.Dims));
}
