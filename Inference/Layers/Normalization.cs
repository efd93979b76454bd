using Inference.StableHlo;
using Pjrt;

namespace Inference.Layers;

/// <summary>Normalisations. All compute in f32, whatever the model's type, and return the type they were given.</summary>
internal static class Normalization
{
    /// <summary>Mean 0 and variance 1 along an axis, with weight and bias when <paramref name="weights"/> are given.</summary>
    public static Tensor LayerNorm(Tensor x, string axis, double epsilon, Scope? weights = null)
    {
        var wide = x.As(ElementType.F32);
        var centred = wide - wide.Mean(axis);
        var scaled = centred * ((centred * centred).Mean(axis) + epsilon).SquareRootReciprocal();
        if (weights is { } scope)
        {
            var size = new Axis(axis, x[axis]);
            scaled = scaled * scope.Parameter("weight", [size]).As(ElementType.F32) + scope.Parameter("bias", [size]).As(ElementType.F32);
        }
        return scaled.As(x.Element);
    }

    /// <summary>Mean square 1 along an axis, then times the weight.</summary>
    public static Tensor RmsNorm(Scope weights, Tensor x, string axis, double epsilon) =>
        RmsNorm(weights.Parameter("weight", [(axis, x[axis])]), x, axis, epsilon);

    /// <inheritdoc cref="RmsNorm(Scope, Tensor, string, double)"/>
    public static Tensor RmsNorm(Tensor weight, Tensor x, string axis, double epsilon)
    {
        var wide = x.As(ElementType.F32);
        var scaled = wide * ((wide * wide).Mean(axis) + epsilon).SquareRootReciprocal();
        return (scaled * weight.As(ElementType.F32)).As(x.Element);
    }

    /// <summary>
    /// Mean 0 and variance 1 over the picture and the channels of each group, then weight and bias per channel. The sums go over
    /// columns, rows and group one after another: each is short, which keeps f32 exact enough, and parallel in what remains.
    /// </summary>
    /// <param name="weights">Where <c>weight</c> and <c>bias</c> are.</param>
    /// <param name="x">[batch, y, x, c].</param>
    /// <param name="groups">Groups of consecutive channels, over all devices.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="sharded">Whether x is a device's part of the channels: whole groups.</param>
    public static Tensor GroupNorm(Scope weights, Tensor x, int groups, double epsilon, bool sharded = false)
    {
        var degree = sharded ? weights.Trace.Degree : 1;
        var channels = new Axis("c", x["c"] * degree);
        var axis = sharded ? channels.Name : null;
        groups /= degree;
        var wide = x.As(ElementType.F32);
        var centred = wide - GroupMean(wide, groups);
        var deviation = (GroupMean(centred * centred, groups) + epsilon).SquareRootReciprocal();
        var scale = deviation * weights.Parameter("weight", [channels], axis).As(ElementType.F32);
        return (centred * scale + weights.Parameter("bias", [channels], axis).As(ElementType.F32)).As(x.Element);
    }

    /// <summary>The mean of each channel's group, [batch, c].</summary>
    private static Tensor GroupMean(Tensor x, int groups)
    {
        var split = x.Sum("x").Sum("y").Split("c", ("g", groups), ("m", x["c"] / groups));
        var mean = split.Sum("m") / ((double)x["x"] * x["y"] * (x["c"] / groups));
        return mean.BroadcastTo(split.Shape).Merge("c", "g", "m");
    }
}
