using Emulator.Errors;
using Emulator.Ir;
using Emulator.Planning.Fusion;
using Emulator.Planning.Graph;
using Emulator.Planning.Memory;
using Emulator.Planning.Steps;
using Emulator.Planning.Views;

namespace Emulator.Planning;

/// <summary>
/// From a verified module to steps: which operations run together, where every value lies, what is copied. Operations that
/// only rearrange are followed as strides and cost nothing where the reader can step so.
/// </summary>
internal sealed partial class Planner
{
    private readonly Module _module;
    private readonly ProgramOptions _options;
    private readonly List<PlannedBuffer> _arena = [];
    private readonly ConstantPool _constants = new();
    private readonly Dictionary<GraphValue, Placement> _placements = [];
    private readonly Dictionary<GraphValue, PlannedBuffer> _outputs = [];
    private readonly Dictionary<GraphValue, int> _readsLeft = [];
    private readonly Stack<Dictionary<GraphValue, Placement>> _copies = new();
    private readonly Stack<(int Start, HashSet<PlannedBuffer> Touched)> _loops = new();
    private List<PlanStep> _steps = [];
    private GraphBlock _block = null!;
    private int _time;
    private int _blocks;

    private Planner(Module module, ProgramOptions options)
    {
        _module = module;
        _options = options;
    }

    public static Plan Plan(Module module, ProgramOptions options) => new Planner(module, options).Main();

    private Plan Main()
    {
        var main = _module.Main;
        var block = GraphBuilder.Build(_module);
        for (var i = 0; i < block.Arguments.Length; i++)
            _placements[block.Arguments[i]] = new(new PlannedBuffer(BufferSpace.Parameter, i, block.Arguments[i].Type.ByteSize), StridedView.Dense(block.Arguments[i].Type.Dims));
        var aliases = Aliases.Of(main);
        var units = Chains.Join(block, Clustering.Of(block));
        AssignResults(block, units, aliases);
        var steps = Block(block, units, () => CopyResults(block, aliases));
        var (offsets, bytes) = ArenaLayout.Of(_arena);
        return new Plan(
            [.. main.Body.Arguments.Select(a => TensorData.Of(a.Type))], [.. main.Results.Select(TensorData.Of)], aliases,
            _options.Replicas, _options.Partitions, bytes, offsets, _constants.Data, steps);
    }

    /// <summary>Plans a block's units and then what its results need.</summary>
    private PlanStep[] Block(GraphBlock block, List<Unit> units, Action finish)
    {
        var (outerSteps, outerBlock) = (_steps, _block);
        (_steps, _block) = ([], block);
        _copies.Push([]);
        FindPaddings(units);
        foreach (var unit in units)
        {
            foreach (var root in Roots(unit))
                _readsLeft[root] = _readsLeft.GetValueOrDefault(root) + 1;
        }
        foreach (var result in block.Results)
            _readsLeft[OpKinds.Root(result)] = _readsLeft.GetValueOrDefault(OpKinds.Root(result)) + 1;
        foreach (var unit in units)
        {
            foreach (var root in Roots(unit))
                _readsLeft[root]--;
            if (unit.Product is not null)
                Chain(unit);
            else if (unit.IsCluster)
                Cluster(unit);
            else
                Single(unit.Operations[0]);
        }
        finish();
        _copies.Pop();
        var steps = _steps.ToArray();
        (_steps, _block) = (outerSteps, outerBlock);
        return steps;
    }

    private static HashSet<GraphValue> Roots(Unit unit) => [.. unit.Reads().Select(OpKinds.Root)];

    private void Single(GraphOp op)
    {
        if (op.Outputs.All(o => o.Type.ElementCount == 0) && op.Kind is not (OpKind.While or OpKind.If or OpKind.Case))
        {
            foreach (var output in op.Outputs)
                OutputBuffer(output);
            return;
        }
        switch (op.Kind)
        {
            case OpKind.DotGeneral: DotGeneral(op); break;
            case OpKind.Concatenate: Concatenate(op); break;
            case OpKind.Pad: Pad(op); break;
            case OpKind.DynamicSlice: DynamicSlice(op); break;
            case OpKind.DynamicUpdateSlice: DynamicUpdateSlice(op); break;
            case OpKind.Gather: Gather(op); break;
            case OpKind.Scatter: Scatter(op); break;
            case OpKind.Convolution: Convolution(op, null); break;
            case OpKind.Reduce: Reduce(op); break;
            case OpKind.ReduceWindow: ReduceWindow(op); break;
            case OpKind.Sort: Sort(op); break;
            case OpKind.While: While(op); break;
            case OpKind.If or OpKind.Case: Branch(op); break;
            case OpKind.ReplicaId or OpKind.PartitionId:
                var buffer = OutputBuffer(op.Output);
                Emit(new ProcessIdStep([buffer.Reference], op.Kind == OpKind.PartitionId), buffer);
                break;
            case >= OpKind.AllReduce and <= OpKind.CollectiveBroadcast: Collective(op); break;
            default: throw ProgramException.Unimplemented(op.Source.Location, $"{op.Source.Name} with these types is not implemented");
        }
    }

    /// <summary>Where a value lies; views of it are strides, nothing is moved.</summary>
    private Placement Place(GraphValue value)
    {
        if (_placements.TryGetValue(value, out var known))
            return known;
        var op = value.Producer ?? throw new InvalidOperationException($"{value} has no place");
        if (op.Constant is { } constant)
        {
            var dense = StridedView.Dense(value.Type.Dims);
            var view = constant.IsSplat ? dense with { Strides = new long[dense.Rank] } : dense;
            return _placements[value] = new(_constants.Add(constant), view);
        }
        if (!OpKinds.IsView(op))
            throw new InvalidOperationException($"{op} has not been planned");
        var source = Place(op.Inputs[0]);
        if (ViewOps.Apply(op, source.View) is { } moved)
            return source with { View = moved };
        // The element order cannot be said by strides: the operand is copied, then it can.
        source = Dense(op.Inputs[0]);
        return source with { View = ViewOps.Apply(op, source.View)! };
    }

    /// <summary>The value with its elements adjacent and in order; copied when it is not.</summary>
    private Placement Dense(GraphValue value)
    {
        var placement = Place(value);
        if (placement.View.IsDense)
            return placement;
        foreach (var scope in _copies)
        {
            if (scope.TryGetValue(value, out var copied))
                return copied;
        }
        var copy = Copy(placement, value.Type.Element);
        _copies.Peek()[value] = copy;
        return copy;
    }

    private Placement Copy(Placement from, ElementType type)
    {
        var view = StridedView.Dense(from.View.Dims);
        var to = new Placement(Allocate(view.Count * type.Size()), view);
        EmitCopy(from, to, type.Size());
        return to;
    }

    private void EmitCopy(Placement from, Placement to, int elementSize)
    {
        if (from.View.Count == 0)
            return;
        var shape = Kernels.Movement.CopyShape.Create(elementSize, from.View.Dims, from.View.Strides, to.View.Strides, from.View.Offset, to.View.Offset);
        Emit(new CopyStep([from.Buffer.Reference, to.Buffer.Reference], shape), from.Buffer, to.Buffer);
    }

    /// <summary>A dense value's start as a step takes it.</summary>
    private static BufferRef Reference(Placement dense, ElementType type) => dense.Buffer.Reference with { Offset = dense.View.Offset * type.Size() };

    private PlannedBuffer Allocate(long bytes)
    {
        var buffer = new PlannedBuffer(BufferSpace.Arena, _arena.Count, bytes);
        _arena.Add(buffer);
        return buffer;
    }

    /// <summary>Memory for an operation's result: the program's result itself where possible, else in the arena.</summary>
    private PlannedBuffer OutputBuffer(GraphValue value)
    {
        var buffer = _outputs.TryGetValue(value, out var result) ? result : Allocate(value.Type.ByteSize);
        _placements[value] = new(buffer, StridedView.Dense(value.Type.Dims));
        return buffer;
    }

    private void Emit(PlanStep step, params ReadOnlySpan<PlannedBuffer> touched)
    {
        _steps.Add(step);
        foreach (var buffer in touched)
            Touch(buffer);
        _time++;
    }

    private void Touch(PlannedBuffer buffer)
    {
        // What comes from before a loop is needed until the loop ends: the next round reads it again.
        foreach (var (start, inside) in _loops)
        {
            if (buffer.First < start)
                inside.Add(buffer);
        }
        buffer.Touch(_time);
    }
}
