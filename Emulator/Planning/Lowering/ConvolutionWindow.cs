using Emulator.Ir;
using Emulator.Planning.Graph;

namespace Emulator.Planning.Lowering;

/// <summary>A convolution's window along each spatial dimension.</summary>
/// <param name="Low">Zeros before the input.</param>
/// <param name="Spread">Distance of the input's elements (lhs_dilation).</param>
/// <param name="Dilation">Distance of the kernel's elements.</param>
/// <param name="Padded">Size of the input once spread and padded.</param>
/// <param name="Reversed">Dimensions along which the kernel is turned around.</param>
internal sealed record ConvolutionWindow(
    long[] Strides, long[] Low, long[] High, long[] Spread, long[] Dilation, long[] Padded, long[] Reversed, bool IsPointwise)
{
    public bool NeedsPadding => Array.Exists(Low, l => l != 0) || Array.Exists(High, h => h != 0) || Array.Exists(Spread, s => s != 1);

    public static ConvolutionWindow Of(GraphOp op, ConvolutionDimensions dims)
    {
        var rank = dims.InputSpatial.Length;
        var strides = op.Source.IntsOr("window_strides", rank, 1);
        var spread = op.Source.IntsOr("lhs_dilation", rank, 1);
        var dilation = op.Source.IntsOr("rhs_dilation", rank, 1);
        var padding = op.Source.Padding("padding", rank);
        var reversal = op.Source.IntsOr("window_reversal", rank, 0);
        var padded = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            var size = op.Inputs[0].Type.Dims[dims.InputSpatial[i]];
            padded[i] = (size == 0 ? 0 : (size - 1) * spread[i] + 1) + padding[i].Low + padding[i].High;
        }
        var low = Array.ConvertAll(padding, p => p.Low);
        var high = Array.ConvertAll(padding, p => p.High);
        var single = Array.TrueForAll(dims.KernelSpatial, d => op.Inputs[1].Type.Dims[d] == 1);
        var pointwise = single && op.Source.Int("feature_group_count", 1) == 1
            && low.Concat(high).All(p => p == 0) && strides.Concat(spread).All(s => s == 1);
        long[] reversed = [.. Enumerable.Range(0, rank).Where(i => reversal[i] != 0).Select(i => (long)i)];
        return new(strides, low, high, spread, dilation, padded, reversed, pointwise);
    }
}
