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

/// <summary>y = x W^T + b with W stored as [outputs, inputs].</summary>
internal static class Linear
{
    /// <param name="weights">Where <c>weight</c> and <c>bias</c> are.</param>
    /// <param name="x">The input.</param>
    /// <param name="over">Its axis that is contracted.</param>
    /// <param name="to">The axis that takes its place, with its length over all devices.</param>
    /// <param name="sharding">Column gives a device's part of <paramref name="to"/>; row takes its part of <paramref name="over"/>.</param>
    /// <param name="bias">Whether there is one.</param>
    public static Tensor Apply(
        Scope weights, Tensor x, string over, Axis to, Sharding sharding = Sharding.Replicated, bool bias = true)
    {
        var inputs = x[over] * (sharding == Sharding.Row ? weights.Trace.Degree : 1);
        var product = Product(weights, x, over, to, sharding, new Axis(over, inputs), null);
        return Finish(weights, [product], to, sharding, bias)[0];
    }

    /// <summary>
    /// Row-sharded layer whose input is given in parts that the checkpoint stores side by side: the products are added, so the
    /// parts need not be joined first.
    /// </summary>
    public static Tensor Row(Scope weights, IReadOnlyList<Tensor> parts, string over, Axis to)
    {
        var degree = weights.Trace.Degree;
        var stored = new Axis(over, parts.Sum(p => p[over] * degree));
        Tensor? sum = null;
        var start = 0L;
        foreach (var part in parts)
        {
            var length = part[over] * degree;
            var product = Product(weights, part, over, to, Sharding.Row, stored, new Section(over, start, length));
            sum = sum is null ? product : sum + product;
            start += length;
        }
        return Finish(weights, [sum!], to, Sharding.Row, bias: true)[0];
    }

    private static Tensor Product(Scope weights, Tensor x, string over, Axis to, Sharding sharding, Axis stored, Section? section)
    {
        var sharded = sharding switch { Sharding.Column => to.Name, Sharding.Row => over, _ => null };
        // The contracted axis may share its name with the new one ("d" to "d"): the weight's own is renamed for the product.
        var name = to.Name == over ? over + "'" : to.Name;
        var weight = weights.Parameter("weight", [(name, to.Size), stored], sharded == to.Name && sharding == Sharding.Column ? name : sharded, section: section);
        var product = x.Dot(weight, over);
        return name == to.Name ? product : product.Rename(name, to.Name);
    }

    private static Tensor[] Finish(Scope weights, Tensor[] products, Axis to, Sharding sharding, bool bias)
    {
        var sums = sharding == Sharding.Row ? [.. products.Select(p => p.AllReduce())] : products;
        if (!bias)
            return sums;
        var offset = weights.Parameter("bias", [to], sharding == Sharding.Column ? to.Name : null);
        return [.. sums.Select(s => s + offset)];
    }
}
