using Emulator.Planning.Graph;

namespace Emulator.Planning.Fusion;

/// <summary>
/// What is planned as one step: a single operation, or a cluster of elementwise operations and row reductions over
/// <see cref="Count"/> elements.
/// </summary>
internal sealed class Unit(GraphOp first, bool isCluster, long count)
{
    public List<GraphOp> Operations { get; } = [first];

    public bool IsCluster { get; } = isCluster;

    public long Count { get; } = count;

    /// <summary>Elements of a row; 1 while nothing is reduced.</summary>
    public long RowLength { get; set; } = 1;

    /// <summary>Operations whose results are one value a row.</summary>
    public HashSet<GraphOp> PerRow { get; } = [];

    /// <summary>Results that are read outside of the cluster.</summary>
    public HashSet<GraphValue> Exports { get; } = [];

    public int FirstIndex { get; set; } = first.Index;

    public void Add(GraphOp op, bool perRow)
    {
        Operations.Add(op);
        if (perRow)
            PerRow.Add(op);
        FirstIndex = Math.Min(FirstIndex, op.Index);
    }

    public void Take(Unit other)
    {
        Operations.AddRange(other.Operations);
        PerRow.UnionWith(other.PerRow);
        RowLength = Math.Max(RowLength, other.RowLength);
        FirstIndex = Math.Min(FirstIndex, other.FirstIndex);
        Operations.Sort((a, b) => a.Index.CompareTo(b.Index));
    }
}
