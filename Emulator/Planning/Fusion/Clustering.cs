using Emulator.Ir;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Graph;

namespace Emulator.Planning.Fusion;

/// <summary>
/// Groups a block's operations into units. An elementwise operation joins the cluster of an operand when every other operand
/// comes from the same cluster's registers or from memory that does not wait for the cluster.
/// </summary>
internal sealed class Clustering
{
    /// <summary>A cluster's registers have to stay in the first-level cache.</summary>
    private const int MostOperations = 96;

    private readonly Dictionary<GraphOp, Unit> _units = [];
    private readonly GraphBlock _block;

    private Clustering(GraphBlock block) => _block = block;

    /// <summary>The units of a block in an order that can be executed.</summary>
    public static List<Unit> Of(GraphBlock block)
    {
        var clustering = new Clustering(block);
        foreach (var op in block.Operations)
        {
            if (op.Constant is null && !OpKinds.IsView(op))
                clustering.Place(op);
        }
        clustering.FindExports();
        return clustering.Order();
    }

    private void Place(GraphOp op)
    {
        var count = op.Output.Type.ElementCount;
        var length = op.Kind == OpKind.Reduce ? RowReduction(op) : OpKinds.IsElementwise(op.Kind) && Computable(op) ? 1 : null;
        if (length is null || count == 0)
        {
            _units[op] = new Unit(op, false, 0);
            return;
        }
        foreach (var candidate in Candidates(op))
        {
            if (Fits(op, candidate, length.Value, out var perRow))
            {
                candidate.RowLength = Math.Max(candidate.RowLength, length.Value);
                candidate.Add(op, perRow);
                _units[op] = candidate;
                return;
            }
        }
        var unit = new Unit(op, true, op.Kind == OpKind.Reduce ? op.Inputs[0].Type.ElementCount : count) { RowLength = length.Value };
        if (op.Kind == OpKind.Reduce)
            unit.PerRow.Add(op);
        _units[op] = unit;
    }

    /// <summary>The length of the rows that a reduction takes; null when it has to be a step of its own.</summary>
    private static long? RowReduction(GraphOp op)
    {
        var type = op.Inputs[0].Type;
        if (op.Inputs.Length != 2 || TileClasses.Of(type.Element) is null || Reducer.Simple(op.Source.Regions[0]) is null || type.ElementCount == 0)
            return null;
        return Reducer.TrailingLength(op) is { } length and > 1 and <= TileProgram.LongestRow ? length : null;
    }

    private static bool Computable(GraphOp op)
        => TileClasses.Of(op.Output.Type.Element) is not null && Array.TrueForAll(op.Inputs, i => TileClasses.Of(i.Type.Element) is not null);

    private List<Unit> Candidates(GraphOp op)
    {
        var found = new List<Unit>();
        foreach (var input in op.Inputs)
        {
            if (OpKinds.Root(input).Producer is { } producer && _units.TryGetValue(producer, out var unit) && unit.IsCluster && !found.Contains(unit))
                found.Add(unit);
        }
        for (var i = 1; i < found.Count; i++)
        {
            if (CanMerge(found[0], found[i]))
                Merge(found[0], found[i]);
        }
        found.RemoveAll(unit => !_units.ContainsValue(unit));
        found.Sort((a, b) => b.FirstIndex.CompareTo(a.FirstIndex));
        return found;
    }

    private bool Fits(GraphOp op, Unit unit, long length, out bool perRow)
    {
        perRow = false;
        if (unit.Operations.Count >= MostOperations)
            return false;
        var count = op.Kind == OpKind.Reduce ? op.Inputs[0].Type.ElementCount : op.Output.Type.ElementCount;
        var rowLength = Math.Max(unit.RowLength, length);
        if (length > 1 && unit.RowLength > 1 && length != unit.RowLength)
            return false;
        perRow = op.Kind == OpKind.Reduce || rowLength > 1 && count * rowLength == unit.Count;
        if (op.Kind == OpKind.Iota ? count != unit.Count : perRow && op.Kind != OpKind.Reduce ? false : count != unit.Count)
            return false;
        var operandsPerRow = perRow && op.Kind != OpKind.Reduce;
        for (var i = 0; i < op.Inputs.Length; i++)
        {
            if (!Reachable(op, i, unit, rowLength, operandsPerRow))
                return false;
        }
        return true;
    }

    private bool Reachable(GraphOp op, int index, Unit unit, long rowLength, bool perRow)
    {
        var input = op.Inputs[index];
        if (OpKinds.Root(input).Producer is not { } producer || !_units.TryGetValue(producer, out var source))
            return true;
        if (source != unit)
            return !DependsOn(source, unit);
        var inside = Inside.Find(input, v => v.Producer is { } p && _units.GetValueOrDefault(p) == unit, rowLength);
        if (inside.Value is not { } value || op.Kind == OpKind.Reduce && index == 1)
            return false;
        var valuePerRow = unit.PerRow.Contains(value.Producer!);
        return inside.Expand ? valuePerRow && !perRow : valuePerRow == perRow && SameCount(op, input, perRow, unit, rowLength);
    }

    /// <summary>A scalar beside tensors (select, clamp) is not taken from a register.</summary>
    private static bool SameCount(GraphOp op, GraphValue input, bool perRow, Unit unit, long rowLength)
        => op.Kind == OpKind.Reduce || input.Type.ElementCount == (perRow ? unit.Count / rowLength : unit.Count);

    private bool CanMerge(Unit a, Unit b)
        => a.Count == b.Count && (a.RowLength == b.RowLength || a.RowLength == 1 || b.RowLength == 1)
            && a.Operations.Count + b.Operations.Count < MostOperations && !DependsOn(a, b) && !DependsOn(b, a);

    private void Merge(Unit into, Unit other)
    {
        into.Take(other);
        foreach (var op in other.Operations)
            _units[op] = into;
    }

    /// <summary>Whether <paramref name="unit"/> needs, over any path, what <paramref name="other"/> computes.</summary>
    private bool DependsOn(Unit unit, Unit other)
    {
        var seen = new HashSet<Unit> { unit };
        var pending = new Stack<Unit>([unit]);
        while (pending.TryPop(out var next))
        {
            foreach (var source in Sources(next))
            {
                if (source == other)
                    return true;
                if (seen.Add(source))
                    pending.Push(source);
            }
        }
        return false;
    }

    private IEnumerable<Unit> Sources(Unit unit)
    {
        foreach (var op in unit.Operations)
        {
            foreach (var read in GraphBlock.Reads(op))
            {
                if (OpKinds.Root(read).Producer is { } producer && _units.TryGetValue(producer, out var source) && source != unit)
                    yield return source;
            }
        }
    }

    private void FindExports()
    {
        foreach (var unit in _units.Values.Distinct())
        {
            foreach (var op in unit.Operations)
            {
                foreach (var read in GraphBlock.Reads(op))
                {
                    var inside = unit.IsCluster
                        ? Inside.Find(read, v => v.Producer is { } p && _units.GetValueOrDefault(p) == unit, unit.RowLength)
                        : Inside.Memory;
                    if (inside.Value is null)
                        Export(read);
                }
            }
        }
        foreach (var result in _block.Results)
            Export(result);
    }

    private void Export(GraphValue value)
    {
        var root = OpKinds.Root(value);
        if (root.Producer is { } producer && _units.TryGetValue(producer, out var unit))
            unit.Exports.Add(root);
    }

    private List<Unit> Order()
    {
        var order = new List<Unit>();
        var done = new HashSet<Unit>();
        foreach (var unit in _units.Values.Distinct().OrderBy(u => u.FirstIndex))
            Visit(unit, order, done);
        return order;
    }

    private void Visit(Unit unit, List<Unit> order, HashSet<Unit> done)
    {
        if (!done.Add(unit))
            return;
        foreach (var source in Sources(unit).OrderBy(u => u.FirstIndex))
            Visit(source, order, done);
        order.Add(unit);
    }
}
