using Emulator.Ir;
using Emulator.Planning.Graph;

namespace Emulator.Planning.Fusion;

/// <summary>
/// Finds products whose result is read by one cluster alone, in order, and products that alone read such a cluster's result:
/// they are run by blocks of rows that stay in the cache.
/// </summary>
internal static class Chains
{
    /// <summary>With fewer rows nothing is gained.</summary>
    private const long FewestRows = 16;

    private const long MostColumns = 64 * 1024;
    private const int MostReads = 40;

    /// <summary>The units with those that were joined as one.</summary>
    public static List<Unit> Join(GraphBlock block, List<Unit> units)
    {
        var of = units.SelectMany(u => u.Operations.Select(o => (Operation: o, Unit: u))).ToDictionary(p => p.Operation, p => p.Unit);
        var taken = new HashSet<Unit>();
        foreach (var unit in units)
        {
            if (!unit.IsCluster || unit.Reads().Distinct().Count() + unit.Exports.Count > MostReads)
                continue;
            unit.Product = Product(unit, block, of, taken);
            if (unit.Product is null)
                continue;
            taken.Add(of[unit.Product]);
            unit.Second = Second(unit, block, of, taken);
            if (unit.Second is not null)
                taken.Add(of[unit.Second]);
        }
        return Order(units, of, taken);
    }

    /// <summary>A cluster with a second product stands where that stood: all that it reads has been computed by then.</summary>
    private static List<Unit> Order(List<Unit> units, Dictionary<GraphOp, Unit> of, HashSet<Unit> taken)
    {
        var chained = units.Where(u => u.Second is not null).ToDictionary(u => of[u.Second!]);
        var order = new List<Unit>();
        foreach (var unit in units)
        {
            if (chained.TryGetValue(unit, out var chain))
                order.Add(chain);
            else if (!taken.Contains(unit) && unit.Second is null)
                order.Add(unit);
        }
        return order;
    }

    private static GraphOp? Product(Unit unit, GraphBlock block, Dictionary<GraphOp, Unit> of, HashSet<Unit> taken)
    {
        GraphOp? best = null;
        foreach (var read in unit.Operations.SelectMany(o => o.Inputs))
        {
            if (OpKinds.Root(read).Producer is not { Kind: OpKind.DotGeneral or OpKind.Convolution } product || product.Block != block || product == best || taken.Contains(of[product]))
                continue;
            var dims = ProductDims.Of(product);
            if (dims.Rows < FewestRows || dims.Columns > MostColumns || dims.Columns < 2 || dims.Columns % unit.RowLength != 0 || !dims.InFloats
                || product.Output.Type.ElementCount != unit.Count || !OnlyReadInOrder(product.Output, unit, block, of))
                continue;
            if (best is null || dims.Flops > ProductDims.Of(best).Flops)
                best = product;
        }
        return best;
    }

    /// <summary>Whether every reader is the cluster and sees element n as element n.</summary>
    private static bool OnlyReadInOrder(GraphValue value, Unit unit, GraphBlock block, Dictionary<GraphOp, Unit> of)
    {
        if (Array.Exists(block.Results, r => OpKinds.Root(r) == value))
            return false;
        foreach (var (reader, operand) in Readers(value))
        {
            if (!of.TryGetValue(reader, out var source) || source != unit || unit.PerRow.Contains(reader) && reader.Kind != OpKind.Reduce)
                return false;
            var inside = Inside.Find(operand, v => v == value, unit.RowLength);
            if (inside.Value is null || inside.Expand)
                return false;
        }
        return true;
    }

    private static GraphOp? Second(Unit unit, GraphBlock block, Dictionary<GraphOp, Unit> of, HashSet<Unit> taken)
    {
        if (unit.Product!.Kind != OpKind.DotGeneral || unit.Exports.Count != 1 || unit.PerRow.Contains(unit.Exports.Single().Producer!))
            return null;
        var value = unit.Exports.Single();
        if (Array.Exists(block.Results, r => OpKinds.Root(r) == value))
            return null;
        var outside = Readers(value).Where(r => !of.TryGetValue(r.Reader, out var u) || u != unit).ToList();
        if (outside is not [var (reader, operand)] || reader.Kind != OpKind.DotGeneral || reader.Block != block || taken.Contains(of[reader]))
            return null;
        if (operand != reader.Inputs[0] || OpKinds.Root(reader.Inputs[1]) == value)
            return null;
        var (first, second) = (ProductDims.Of(unit.Product!), ProductDims.Of(reader));
        var fits = second.InFloats && second.LeftInOrder(value, operand) && second.Batches == first.Batches && second.Rows == first.Rows
            && second.Depth == first.Columns && second.Columns > 1;
        return fits ? reader : null;
    }

    /// <summary>Operations that read a value, through views too, with the operand they see it as.</summary>
    private static IEnumerable<(GraphOp Reader, GraphValue Operand)> Readers(GraphValue value)
    {
        foreach (var user in value.Users.Distinct())
        {
            if (OpKinds.IsView(user))
            {
                foreach (var reader in Readers(user.Output))
                    yield return reader;
                continue;
            }
            foreach (var input in GraphBlock.Reads(user).Where(i => i == value))
                yield return (user, input);
        }
    }
}
