using Inference.StableHlo;

namespace Inference.Layers;

/// <summary>
/// Convolution over pictures with channels last. Kernels are stored [out, in, y, x]; the upload transposes them to
/// [y, x, in, out], which makes the product's inner loops run over consecutive channels. The result has the picture's type, as
/// <see cref="Linear"/>'s has its input's.
/// </summary>
internal static class Convolution
{
    /// <param name="weights">Where <c>weight</c> and <c>bias</c> are.</param>
    /// <param name="picture">[b, y, x, c].</param>
    /// <param name="channels">Output channels over all devices.</param>
    /// <param name="size">Side of the kernel.</param>
    /// <param name="stride">Step.</param>
    /// <param name="before">Zeros above and to the left; null: half the kernel.</param>
    /// <param name="sharding">Column gives a device's part of the channels; row takes its part of the picture's.</param>
    /// <param name="exact">Whether a wide picture is multiplied as it is: for small layers on which much depends.</param>
    public static Tensor Apply(
        Scope weights, Tensor picture, long channels, int size = 3, int stride = 1, int? before = null, Sharding sharding = Sharding.Replicated, bool exact = false)
    {
        var (inputs, sharded) = sharding switch
        {
            Sharding.Row => (picture["c"] * weights.Trace.Degree, "i"),
            Sharding.Column => (picture["c"], "o"),
            _ => (picture["c"], null),
        };
        var kernel = weights.Parameter("weight", [("o", channels), ("i", inputs), ("ky", size), ("kx", size)], sharded, ["ky", "kx", "i", "o"]);
        var bias = weights.Parameter("bias", [("c", channels)], sharding == Sharding.Column ? "c" : null);
        var (left, right) = exact ? (picture, kernel.As(picture.Element)) : (picture.As(kernel.Element), kernel);
        var product = left.Convolve(right, stride, before ?? size / 2, size / 2, picture.Element);
        return (sharding == Sharding.Row ? product.AllReduce() : product) + bias.As(picture.Element);
    }

    /// <summary>Twice the size by repeating every pixel.</summary>
    public static Tensor Upsample(Tensor picture)
    {
        var axes = picture.Shape.Axes;
        var wide = picture.BroadcastTo(picture.Shape.With([axes[0], axes[1], ("y2", 2), axes[2], ("x2", 2), axes[3]]));
        return wide.Merge("y", "y", "y2").Merge("x", "x", "x2");
    }
}
