using Inference.StableHlo;
using Pjrt;

namespace Inference.Layers;

/// <summary>Scaled dot-product attention over the heads a device has.</summary>
internal static class Attention
{
    /// <param name="q">[b, s, h, e].</param>
    /// <param name="k">[b, s, h, e], its own s.</param>
    /// <param name="v">[b, s, h, e], as k.</param>
    /// <param name="scale">Factor of the scores; 1 for models that have none.</param>
    /// <param name="bias">Added to the scores: any of [b, h, s, t], t being the keys.</param>
    /// <returns>[b, s, h, e].</returns>
    public static Tensor Apply(Tensor q, Tensor k, Tensor v, double scale, Tensor? bias = null)
    {
        // Scaling the queries instead of the scores touches fewer elements.
        var scores = (scale == 1 ? q : q * scale).Dot(k.Rename("s", "t"), "e", ElementType.F32, "b", "h");
        if (bias is not null)
            scores += bias.As(ElementType.F32);
        var weights = Softmax(scores, "t").As(q.Element);
        return weights.Dot(v.Rename("s", "t"), "t", "b", "h").Transpose("b", "s", "h", "e");
    }

    /// <summary>Exponentials along an axis, divided by their sum.</summary>
    public static Tensor Softmax(Tensor x, string axis)
    {
        var exponentials = (x - x.Largest(axis)).Exponential();
        return exponentials / exponentials.Sum(axis);
    }

    /// <summary>A bias [s, t] that hides from every token those after it.</summary>
    public static Tensor Causal(ProgramBuilder program, long tokens)
    {
        var shape = new Shape(ElementType.S32, ("s", tokens), ("t", tokens));
        var zero = program.Scalar(ElementType.F32, 0).BroadcastTo(shape.With(ElementType.F32));
        var never = program.Scalar(ElementType.F32, double.NegativeInfinity).BroadcastTo(shape.With(ElementType.F32));
        return program.Count(shape, "s").Compare("GE", program.Count(shape, "t")).Select(zero, never);
    }
}
