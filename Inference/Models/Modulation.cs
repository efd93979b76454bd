using Inference.Layers;
using Inference.StableHlo;

namespace Inference.Models;

/// <summary>
/// One of the vectors by which a condition steers a block (adaptive layer norm, Peebles and Xie 2023). The layer that makes them
/// holds a third of FLUX.1's weights: it is column-sharded and its small result gathered.
/// </summary>
internal readonly record struct Modulation(Tensor Value)
{
    /// <summary>The condition's <paramref name="count"/> vectors, each [b, d].</summary>
    public static Modulation[] Of(Scope weights, Tensor condition, Axis width, int count, Sharding sharding = Sharding.Column)
    {
        var all = Linear.Apply(weights, condition, "d", ("m", count * width.Size), sharding);
        if (sharding == Sharding.Column)
            all = all.AllGather("m");
        return [.. all.Chunk("m", count).Select(v => new Modulation(v.Rename("m", width.Name)))];
    }

    /// <summary>x (1 + scale) + shift, this being the shift.</summary>
    public Tensor Shift(Tensor x, Modulation scale) => x * (scale.Value + 1) + Value;
}
