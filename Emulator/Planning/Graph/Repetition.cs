using Emulator.Ir;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Fusion;

namespace Emulator.Planning.Graph;

/// <summary>
/// Cheap arithmetic before a reduction that is a step of its own (as of a group norm): computed again inside of it, it needs no
/// memory, and what else reads it can be fused elsewhere.
/// </summary>
internal static class Repetition
{
    private const int MostOperations = 4;
    private const int MostTensors = 2;

    public static HashSet<GraphOp> Of(GraphOp reduce)
    {
        var repeated = new HashSet<GraphOp>();
        if (reduce.Kind != OpKind.Reduce || reduce.Inputs.Length != 2 || reduce.Inputs[0].Type.ElementCount == 0 || Reducer.Simple(reduce.Source.Regions[0]) is null || IsRow(reduce))
            return repeated;
        var type = reduce.Inputs[0].Type;
        var pending = new Queue<GraphValue>([reduce.Inputs[0]]);
        while (pending.TryDequeue(out var value) && repeated.Count < MostOperations)
        {
            if (value.Producer is not { } op || !IsCheap(op) || !op.Output.Type.SameShape(type) || !Array.TrueForAll(op.Inputs, i => i.Type.SameShape(type)))
                continue;
            repeated.Add(op);
            foreach (var input in op.Inputs)
                pending.Enqueue(input);
        }
        var read = repeated.SelectMany(o => o.Inputs).Where(i => i.Producer is null || !repeated.Contains(i.Producer)).Distinct();
        var tensors = read.Count(i => OpKinds.Root(i) is { } root && root.Type.ElementCount == type.ElementCount && root.Producer is not { IsSplat: true });
        return tensors <= MostTensors ? repeated : [];
    }

    private static bool IsRow(GraphOp reduce) => Reducer.TrailingLength(reduce) is > 1 and <= TileProgram.LongestRow;

    private static bool IsCheap(GraphOp op)
        => op.Kind is OpKind.Add or OpKind.Subtract or OpKind.Multiply or OpKind.Negate or OpKind.Convert
            && TileClasses.Of(op.Output.Type.Element) is not null && Array.TrueForAll(op.Inputs, i => TileClasses.Of(i.Type.Element) is not null);
}
