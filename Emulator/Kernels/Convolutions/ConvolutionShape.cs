using Emulator.Ir;

namespace Emulator.Kernels.Convolutions;

/// <summary>
/// A convolution in its plain form: input <c>[batch, spatial…, channels]</c> already padded, kernel
/// <c>[window…, channels / groups, features]</c>, output <c>[batch, spatial…, features]</c>, all dense.
/// </summary>
internal sealed record ConvolutionShape(
    ElementType Type, ElementType OutputType, long Batch, long[] Input, long Channels, long[] Window, long[] Output, long Features,
    long[] Strides, long[] Dilation, long Groups)
{
    /// <summary>Products in each sum.</summary>
    public long Depth { get; } = Window.Aggregate(Channels / Groups, (product, size) => product * size);

    /// <summary>Rows of the output: everything but its last spatial dimension.</summary>
    public long Rows { get; } = Output[..^1].Aggregate(Batch, (product, size) => product * size);

    public long GroupChannels => Channels / Groups;

    public long GroupFeatures => Features / Groups;

    /// <summary>Where in the input the window of a row's first element starts.</summary>
    public long RowStart(long row)
    {
        var stride = Channels * Input[^1];
        long offset = 0;
        for (var d = Output.Length - 2; d >= 0; d--)
        {
            offset += row % Output[d] * Strides[d] * stride;
            row /= Output[d];
            stride *= Input[d];
        }
        return offset + row * stride;
    }

    /// <summary>Where each element of a window lies, from the window's start, channels last.</summary>
    public unsafe void FillOffsets(long* offsets)
    {
        var positions = Depth / GroupChannels;
        for (long p = 0; p < positions; p++)
        {
            long offset = 0, rest = p, stride = Channels;
            for (var d = Window.Length - 1; d >= 0; d--)
            {
                offset += rest % Window[d] * Dilation[d] * stride;
                rest /= Window[d];
                stride *= Input[d];
            }
            for (long c = 0; c < GroupChannels; c++)
                offsets[p * GroupChannels + c] = offset + c;
        }
    }
}
