using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Convolutions;
using Emulator.Kernels.Simd;

namespace Emulator.Tests.Kernels;

/// <summary>Convolutions against the definition in double precision.</summary>
[Collection(SimdCollection.Name)]
public sealed unsafe class ConvolutionTests : IDisposable
{
    public void Dispose() => SimdWidth.Use(16);

    [Theory]
    [InlineData(1, 12, 9, 3, 5, 3, 1, 1, 1)]
    [InlineData(2, 7, 19, 12, 12, 3, 1, 1, 1)]
    [InlineData(1, 11, 11, 8, 50, 3, 2, 1, 1)]
    [InlineData(1, 13, 10, 6, 9, 2, 1, 3, 3)]
    [InlineData(1, 6, 6, 4, 4, 1, 1, 1, 2)]
    public void Convolution_is_right(int batch, int height, int width, int channels, int features, int window, int stride, int dilation, int groups)
    {
        foreach (var lanes in new[] { 16, 8, 4 })
        {
            SimdWidth.Use(lanes);
            Check(batch, height, width, channels, features, window, stride, dilation, groups);
        }
    }

    private static void Check(int batch, int height, int width, int channels, int features, int window, int stride, int dilation, int groups)
    {
        int Places(int size) => (size - (window - 1) * dilation - 1) / stride + 1;
        var shape = new ConvolutionShape(
            ElementType.F32, ElementType.F32, batch, [height, width], channels, [window, window], [Places(height), Places(width)], features,
            [stride, stride], [dilation, dilation], groups);
        using var input = new NativeArray<float>(RandomValues.Floats(batch * height * width * channels, 1));
        using var kernel = new NativeArray<float>(RandomValues.Floats(window * window * channels / groups * features, 2));
        using var output = new NativeArray<float>(batch * Places(height) * Places(width) * features);
        using var scratch = new NativeArray<byte>((int)Convolution.ScratchBytes(shape));
        Convolution.Run(shape, null, 0, input.Pointer, kernel.Pointer, output.Pointer, scratch.Pointer, null, new Crew(WorkerPool.Shared));
        var own = channels / groups;
        for (var i = 0; i < output.Length; i++)
        {
            var (f, x, y, b) = (i % features, i / features % Places(width), i / features / Places(width) % Places(height), i / features / Places(width) / Places(height));
            double sum = 0, size = 0;
            for (var k = 0; k < window * window * own; k++)
            {
                var (c, kx, ky) = (k % own, k / own % window, k / own / window);
                var from = ((b * height + y * stride + ky * dilation) * width + x * stride + kx * dilation) * channels + f / (features / groups) * own + c;
                var product = (double)input.Span[from] * kernel.Span[k * features + f];
                sum += product;
                size += Math.Abs(product);
            }
            Assert.Equal(sum, output.Span[i], 1e-6 * size + 1e-30);
        }
        Assert.True(output.IsGuardIntact && scratch.IsGuardIntact);
    }
}
