using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Planning.Graph;

/// <summary>From the module to one graph: calls inlined, operations that do nothing left out, constants spread no further than needed.</summary>
internal sealed class GraphBuilder(Module module)
{
    private const int DeepestCall = 64;

    /// <summary>Kernels count through dimensions on the stack.</summary>
    private const int HighestRank = 16;

    public static GraphBlock Build(Module module)
        => new GraphBuilder(module).Block(module.Main.Body, new Dictionary<Value, GraphValue>(), 0);

    /// <summary>The block of a reduction, scatter, sort or collective: scalars in, scalars out.</summary>
    public static GraphBlock BuildBody(Module module, Block body)
        => new GraphBuilder(module).Block(body, new Dictionary<Value, GraphValue>(), 0);

    private GraphBlock Block(Block source, Dictionary<Value, GraphValue> outer, int depth)
    {
        var known = new Dictionary<Value, GraphValue>(outer);
        var block = new GraphBlock { Arguments = Array.ConvertAll(source.Arguments, a => new GraphValue(a.Type, null)) };
        for (var i = 0; i < source.Arguments.Length; i++)
            known[source.Arguments[i]] = block.Arguments[i];
        block.Results = Operations(source, known, block, depth);
        block.Finish();
        return block;
    }

    private GraphValue[] Operations(Block source, Dictionary<Value, GraphValue> known, GraphBlock block, int depth)
    {
        foreach (var operation in source.Operations)
        {
            var inputs = Array.ConvertAll(operation.Operands, v => Look(known, v, operation));
            if (operation.Kind is OpKind.Return or OpKind.FuncReturn)
                return inputs;
            var outputs = Operation(operation, inputs, known, block, depth);
            for (var i = 0; i < outputs.Length; i++)
                known[operation.Results[i]] = outputs[i];
        }
        throw ProgramException.Invalid(source.Location, "a block must end with a return");
    }

    private GraphValue[] Operation(Operation operation, GraphValue[] inputs, Dictionary<Value, GraphValue> known, GraphBlock block, int depth)
    {
        switch (operation.Kind)
        {
            case OpKind.FuncCall:
                return Call(operation, operation.Text("callee"), inputs, block, depth);
            case OpKind.Composite:
                return Call(operation, operation.Text("decomposition"), inputs, block, depth);
            case OpKind.OptimizationBarrier:
                return inputs;
            case OpKind.Constant:
                return [Add(block, new GraphOp(operation, [], [operation.Result.Type]) { Constant = operation.Find<DenseAttribute>("value") })];
            case OpKind.While or OpKind.If or OpKind.Case:
                var op = new GraphOp(operation, inputs, Types(operation));
                op.Bodies = Array.ConvertAll(operation.Regions, region => Block(region.Body, known, depth));
                Add(block, op);
                return op.Outputs;
        }
        if (Simplification.Of(operation, inputs) is { } simpler)
            return [Array.IndexOf(inputs, simpler) < 0 ? Add(block, simpler.Producer!) : simpler];
        var plain = new GraphOp(operation, inputs, Types(operation));
        Add(block, plain);
        return plain.Outputs;
    }

    private GraphValue[] Call(Operation operation, string? callee, GraphValue[] inputs, GraphBlock block, int depth)
    {
        if (depth > DeepestCall)
            throw ProgramException.Invalid(operation.Location, $"calls nest deeper than {DeepestCall}; recursion is not possible");
        var function = module.Find(callee ?? "") ?? throw ProgramException.Invalid(operation.Location, $"there is no function @{callee}");
        var known = new Dictionary<Value, GraphValue>();
        for (var i = 0; i < inputs.Length; i++)
            known[function.Body.Arguments[i]] = inputs[i];
        return Operations(function.Body, known, block, depth + 1);
    }

    private static TensorType[] Types(Operation operation) => Array.ConvertAll(operation.Results, r => r.Type.Rank <= HighestRank
        ? r.Type
        : throw ProgramException.Unimplemented(operation.Location, $"{operation.Name}: {r.Type} has more than {HighestRank} dimensions"));

    private static GraphValue Add(GraphBlock block, GraphOp op)
    {
        block.Operations.Add(op);
        return op.Outputs.Length > 0 ? op.Output : null!;
    }

    private static GraphValue Look(Dictionary<Value, GraphValue> known, Value value, Operation operation)
        => known.TryGetValue(value, out var found) ? found
            : throw ProgramException.Unimplemented(operation.Location, $"{operation.Name} uses {value.Name} of a block around its body");
}
