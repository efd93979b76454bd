using Emulator.Ir;
using Emulator.Kernels.Products;
using Emulator.Planning.Graph;

namespace Emulator.Planning.Fusion;

/// <summary>
/// A softmax divides whole rows before they are summed with the values; dividing the sums instead is the same and touches far
/// fewer elements.
/// </summary>
/// <param name="Rest">The cluster without the division.</param>
/// <param name="Dividend">What goes into the second product.</param>
/// <param name="Divisor">One number for each row.</param>
internal sealed record DeferredDivision(Unit Rest, GraphValue Dividend, GraphValue Divisor)
{
    /// <summary>The division that ends a cluster, or null when it ends otherwise.</summary>
    public static DeferredDivision? Of(Unit unit, ProductShape first)
    {
        var joined = unit.Exports.Single();
        var division = joined.Producer!;
        if (division.Kind != OpKind.Divide || joined.Type.Element != ElementType.F32 || unit.Second!.Output.Type.Element != ElementType.F32
            || unit.RowLength != first.Columns || joined.Users.Count != joined.Users.Count(u => OpKinds.IsView(u) || u == unit.Second))
            return null;
        bool IsMember(GraphValue value) => value.Producer is { } producer && producer != division && unit.Operations.Contains(producer);
        var dividend = Inside.Find(division.Inputs[0], IsMember, unit.RowLength);
        var divisor = Inside.Find(division.Inputs[1], IsMember, unit.RowLength);
        if (dividend is not { Value: { } above, Expand: false } || divisor is not { Value: { } below, Expand: true }
            || unit.PerRow.Contains(above.Producer!) || !unit.PerRow.Contains(below.Producer!))
            return null;
        var operations = unit.Operations.FindAll(o => o != division);
        var rest = new Unit(operations[0], true, unit.Count) { RowLength = unit.RowLength, Product = unit.Product, Second = unit.Second };
        rest.Operations.AddRange(operations.Skip(1));
        rest.PerRow.UnionWith(unit.PerRow);
        rest.Exports.UnionWith([above, below]);
        return new(rest, above, below);
    }
}
