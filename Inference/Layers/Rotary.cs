using Inference.StableHlo;

namespace Inference.Layers;

/// <summary>Rotary position embedding (Su et al. 2021) by tables of cosines and sines, [s, e] with e the size of a head.</summary>
internal sealed record Rotary(Tensor Cosines, Tensor Sines)
{
    /// <summary>
    /// Rotates the pairs (0, 1), (2, 3) … of each head: x cos + (−x₁, x₀) sin. The partner of every element is taken by
    /// swapping within pairs; the sign is in the table of sines.
    /// </summary>
    /// <param name="x">[b, s, h, e].</param>
    public Tensor Apply(Tensor x)
    {
        var pairs = x.Split("e", ("pair", x["e"] / 2), ("part", 2));
        var partner = Rearrangement.Concatenate("part", pairs.Slice("part", 1, 1), pairs.Slice("part", 0, 1)).Merge("e", "pair", "part");
        return x * Cosines + partner * Sines;
    }
}
