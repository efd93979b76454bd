using Inference.StableHlo;
using Pjrt;

namespace Inference.Layers;

/// <summary>
/// Rotary position embedding (Su et al. 2021) by tables [s, e] over the positions and the elements of a head. Heads have their
/// pairs split: first all first elements, then all second ones (see <see cref="Heads"/>), so that the partner of every element
/// is half a head away and vectors stay whole.
/// </summary>
/// <param name="Cosines">Each angle's cosine, twice: [cos, cos].</param>
/// <param name="Sines">Each angle's sine, with the rotation's sign: [−sin, sin].</param>
internal sealed record Rotary(Tensor Cosines, Tensor Sines)
{
    /// <param name="x">[b, s, h, e] with split pairs.</param>
    public Tensor Apply(Tensor x)
    {
        var half = x["e"] / 2;
        var wide = x.As(ElementType.F32);
        var partners = Rearrangement.Concatenate("e", wide.Slice("e", half, half), wide.Slice("e", 0, half));
        return (wide * Cosines + partners * Sines).As(x.Element);
    }
}
