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
    public static Modulation[] Of(Scope weights, Tensor condition, Axis width, int count, Sharding sharding = Sharding.Column) =>
        Of([weights], condition, width, count, sharding)[0];

    /// <summary>The same for several layers: all products stand before the first gathering, so that the devices meet once.</summary>
    public static Modulation[][] Of(Scope[] layers, Tensor condition, Axis width, int count, Sharding sharding = Sharding.Column)
    {
        Tensor[] parts = [.. layers.Select(weights => Linear.Apply(weights, condition, "d", ("m", count * width.Size), sharding))];
        Tensor[] wholes = [.. parts.Select(part => sharding == Sharding.Column ? part.AllGather("m") : part)];
        return [.. wholes.Select(whole => whole.Chunk("m", count).Select(v => new Modulation(v.Rename("m", width.Name))).ToArray())];
    }

    /// <summary>x (1 + scale) + shift, this being the shift.</summary>
    public Tensor Shift(Tensor x, Modulation scale) => x * (scale.Value + 1) + Value;
}
