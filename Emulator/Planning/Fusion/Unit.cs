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

    /// <summary>A product whose result only the cluster reads, row by row; null for none.</summary>
    public GraphOp? Product { get; set; }

    /// <summary>A product that alone reads the cluster's only result, as its left side; null for none.</summary>
    public GraphOp? Second { get; set; }

    /// <summary>What the unit reads; not what it makes and reads itself.</summary>
    public IEnumerable<GraphValue> Reads()
    {
        IEnumerable<GraphOp> all = Operations;
        if (Product is not null)
            all = all.Prepend(Product);
        if (Second is not null)
            all = all.Append(Second);
        return all.SelectMany(GraphBlock.Reads);
    }

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
