using Pjrt;

namespace Inference.StableHlo;

/// <summary>Products of tensors: dot_general and convolution.</summary>
internal static class Contraction
{
    /// <summary>
    /// Sums the product over the axes in <paramref name="over"/>. Those in <paramref name="batch"/> are taken pairwise and come
    /// first in the result, then what is left of <paramref name="x"/>, then what is left of <paramref name="y"/>.
    /// </summary>
    public static Tensor Dot(this Tensor x, Tensor y, string[] over, params string[] batch) => x.Dot(y, over, x.Element, batch);

    /// <inheritdoc cref="Dot(Tensor, Tensor, string[], string[])"/>
    public static Tensor Dot(this Tensor x, Tensor y, string over, params string[] batch) => x.Dot(y, [over], x.Element, batch);

    /// <summary>The same with a result of another type, as wide as the operands at least: what was added up is not rounded to theirs.</summary>
    public static Tensor Dot(this Tensor x, Tensor y, string over, ElementType result, params string[] batch) => x.Dot(y, [over], result, batch);

    private static Tensor Dot(this Tensor x, Tensor y, string[] over, ElementType result, string[] batch)
    {
        if (x.Element != y.Element)
            throw new ShapeException($"dot of {x} and {y}: the element types differ.");
        foreach (var axis in over.Concat(batch))
            if (x[axis] != y[axis])
                throw new ShapeException($"dot of {x} and {y}: {axis} has two lengths.");
        var shape = x.Shape.With([
            .. batch.Select(b => new Axis(b, x[b])),
            .. x.Shape.Axes.Where(a => !over.Contains(a.Name) && !batch.Contains(a.Name)),
            .. y.Shape.Axes.Where(a => !over.Contains(a.Name) && !batch.Contains(a.Name))]).With(result);
        var pairs = batch.Length == 0 ? "" :
            $"lhs_batching_dimensions = {Places(x, batch)}, rhs_batching_dimensions = {Places(y, batch)}, ";
        return x.Program.Emit("dot_general", [x, y], shape, $"dot_dimension_numbers = #stablehlo.dot<{pairs}"
            + $"lhs_contracting_dimensions = {Places(x, over)}, rhs_contracting_dimensions = {Places(y, over)}>");
    }

    /// <summary>
    /// Convolves x [batch, y, x, channels] with a kernel [y, x, channels, output]; the result's channels have the name of x's.
    /// </summary>
    /// <param name="x">Axes in this order, whatever their names.</param>
    /// <param name="kernel">Axes in this order; the third has the length of x's last.</param>
    /// <param name="stride">Step along both picture axes.</param>
    /// <param name="before">Zeros above and to the left.</param>
    /// <param name="after">Zeros below and to the right.</param>
    /// <param name="result">Type of the result, as wide as the operands at least; null: theirs.</param>
    public static Tensor Convolve(this Tensor x, Tensor kernel, int stride, int before, int after, ElementType? result = null)
    {
        if (x.Shape.Rank != 4 || kernel.Shape.Rank != 4 || x.Element != kernel.Element || x.Shape.Dims[3] != kernel.Shape.Dims[2])
            throw new ShapeException($"{x} cannot be convolved with {kernel}.");
        var (size, window) = (x.Shape.Dims, kernel.Shape.Dims);
        long Places(int axis) => (size[axis] + before + after - window[axis - 1]) / stride + 1;
        var axes = x.Shape.Axes;
        var shape = x.Shape.With([axes[0], (axes[1].Name, Places(1)), (axes[2].Name, Places(2)), (axes[3].Name, window[3])]).With(result ?? x.Element);
        return x.Program.Emit("convolution", [x, kernel], shape,
            $"window_strides = array<i64: {stride}, {stride}>, padding = dense<[[{before}, {after}], [{before}, {after}]]> : tensor<2x2xi64>, "
            + "lhs_dilation = array<i64: 1, 1>, rhs_dilation = array<i64: 1, 1>, window_reversal = array<i1: false, false>, "
            + "dimension_numbers = #stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>, "
            + "feature_group_count = 1 : i64, batch_group_count = 1 : i64");
    }

    private static string Places(Tensor x, string[] axes) => $"[{string.Join(", ", axes.Select(x.Shape.IndexOf))}]";
}
