using Inference.StableHlo;

namespace Inference.Layers;

/// <summary>How the weights of a linear layer lie on tensor-parallel devices (Megatron-LM, Shoeybi et al. 2019).</summary>
internal enum Sharding
{
    /// <summary>Every device has all weights and computes everything.</summary>
    Replicated,

    /// <summary>Every device has a part of the outputs and computes that part.</summary>
    Column,

    /// <summary>Every device has a part of the inputs; the parts are summed over the devices.</summary>
    Row,
}

/// <summary>
/// y = x W^T + b with W stored as [outputs, inputs]. The result has the input's type: one wider than the weights is rounded to theirs for
/// the product alone, whose sums stay wide.
/// </summary>
internal static class Linear
{
    /// <param name="weights">Where <c>weight</c> and <c>bias</c> are.</param>
    /// <param name="x">The input.</param>
    /// <param name="over">Its axis that is contracted.</param>
    /// <param name="to">The axis that takes its place, with its length over all devices.</param>
    /// <param name="sharding">Column gives a device's part of <paramref name="to"/>; row takes its part of <paramref name="over"/>.</param>
    /// <param name="bias">Whether there is one.</param>
    /// <param name="exact">Whether a wide input is multiplied as it is: for small layers on which much depends.</param>
    public static Tensor Apply(
        Scope weights, Tensor x, string over, Axis to, Sharding sharding = Sharding.Replicated, bool bias = true, bool exact = false)
    {
        if (sharding == Sharding.Row)
            return Row(weights, [x], over, to, bias);
        var product = Product(weights, x, to, (over, x[over]), sharding, null, exact);
        return bias ? product + weights.Parameter("bias", [to], sharding == Sharding.Column ? to.Name : null).As(product.Element) : product;
    }

    /// <summary>
    /// A row-sharded layer. Its input may come in parts that the checkpoint stores side by side: their products are added, so
    /// the parts need not be joined first.
    /// </summary>
    public static Tensor Row(Scope weights, IReadOnlyList<Tensor> parts, string over, Axis to, bool bias = true)
    {
        var degree = weights.Trace.Degree;
        var stored = new Axis(over, parts.Sum(p => p[over]) * degree);
        Tensor? sum = null;
        var start = 0L;
        foreach (var part in parts)
        {
            var length = part[over] * degree;
            var section = parts.Count == 1 ? null : new Section(over, start, length);
            var product = Product(weights, part, to, stored, Sharding.Row, section);
            sum = sum is null ? product : sum + product;
            start += length;
        }
        var whole = sum!.AllReduce();
        return bias ? whole + weights.Parameter("bias", [to]).As(whole.Element) : whole;
    }

    /// <summary>
    /// Row-sharded layers side by side. All products stand before the first sum, so that the devices meet once for all.
    /// </summary>
    public static Tensor[] Rows(string over, Axis to, params (Scope Weights, Tensor Input)[] layers)
    {
        Tensor[] products = [.. layers.Select(l =>
            Product(l.Weights, l.Input, to, (over, l.Input[over] * l.Weights.Trace.Degree), Sharding.Row, null))];
        Tensor[] sums = [.. products.Select(p => p.AllReduce())];
        return [.. sums.Zip(layers, (sum, layer) => sum + layer.Weights.Parameter("bias", [to]).As(sum.Element))];
    }

    private static Tensor Product(Scope weights, Tensor x, Axis to, Axis over, Sharding sharding, Section? section, bool exact = false)
    {
        // Where the layer keeps the axis ("d" to "d"), the weight's two need two names.
        var name = to.Name == over.Name ? "to_" + to.Name : to.Name;
        var sharded = sharding switch { Sharding.Column => name, Sharding.Row => over.Name, _ => null };
        var weight = weights.Parameter("weight", [(name, to.Size), over], sharded, section: section);
        var product = exact ? x.Dot(weight.As(x.Element), over.Name) : x.As(weight.Element).Dot(weight, over.Name, x.Element);
        return product.Rename(name, to.Name);
    }
}
