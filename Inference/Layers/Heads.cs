using Inference.StableHlo;

namespace Inference.Layers;

/// <summary>
/// Attention heads: their number, their size, and whether their pairs are split for the rotary embedding. Scores are sums over a
/// head, so queries and keys may have their elements in any one order; weights take it when they are uploaded.
/// </summary>
/// <param name="Count">Heads over all devices; a device has its equal part.</param>
/// <param name="Size">Elements of a head.</param>
/// <param name="Sharded">False: every device has all heads, for layers whose heads do not divide.</param>
internal sealed record Heads(long Count, long Size, bool Sharded = true)
{
    /// <summary>Projects to heads, column-sharded by head where they are sharded: [b, s, …] to [b, s, h, e] in the weights' type.</summary>
    /// <param name="weights">Where <c>weight</c> and <c>bias</c> are.</param>
    /// <param name="x">The input.</param>
    /// <param name="over">Its axis that is contracted.</param>
    /// <param name="rotary">Whether the stored order is pairs that must be split.</param>
    /// <param name="bias">Whether there is one.</param>
    public Tensor Project(Scope weights, Tensor x, string over, bool rotary = false, bool bias = true)
    {
        var (stored, order) = Axes(rotary);
        var (local, sharded) = Sharded ? (Count / weights.Trace.Degree, "h") : (Count, null);
        var weight = weights.Parameter("weight", [("h", Count), .. stored, (over, x[over])], sharded, ["h", .. order, over]);
        var product = x.As(weight.Element).Dot(weight.Reshape(("f", local * Size), (over, x[over])), over, x.Element);
        if (bias)
            product += weights.Parameter("bias", [("h", Count), .. stored], sharded, ["h", .. order]).Reshape(("f", local * Size)).As(x.Element);
        return product.As(weight.Element).Split("f", ("h", local), ("e", Size));
    }

    /// <summary>RMS norm over each head, with the weight's pairs split.</summary>
    public Tensor RmsNorm(Scope weights, Tensor x, double epsilon)
    {
        var (stored, order) = Axes(rotary: true);
        var weight = weights.Parameter("weight", stored, order: order).Reshape(("e", Size));
        return Normalization.RmsNorm(weight, x, "e", epsilon);
    }

    private (Axis[] Stored, string[] Order) Axes(bool rotary) => rotary
        ? ([("pair", Size / 2), ("part", 2)], ["part", "pair"])
        : ([("e", Size)], ["e"]);
}
