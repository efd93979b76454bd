using Inference.Layers;
using Inference.StableHlo;
using Inference.Tests.Goldens;
using Pjrt;

namespace Inference.Tests.Layers;

/// <summary>Layers and operations on a device against their definitions, computed in double precision on the host.</summary>
public sealed class LayerTests : IDisposable
{
    private readonly PjrtClient _client = GoldenPlugin.UnderTest.CreateClient(1);

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("gelu")]
    [InlineData("gelu_new")]
    [InlineData("quick_gelu")]
    [InlineData("silu")]
    [InlineData("relu")]
    public void Activations_are_exact_enough_to_tell_them_apart(string name)
    {
        float[] x = [.. Enumerable.Range(-60, 121).Select(i => i / 10f)];
        var actual = Run([(x, [("x", x.Length)])], inputs => Activation.Named(name)(inputs[0]));
        for (var i = 0; i < x.Length; i++)
            Assert.Equal(Expected(name, x[i]), actual[i], 5e-7);
    }

    private static double Expected(string name, double x) => name switch
    {
        "gelu" => x * Normal(x),
        "gelu_new" => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))),
        "quick_gelu" => x / (1 + Math.Exp(-1.702 * x)),
        "silu" => x / (1 + Math.Exp(-x)),
        _ => Math.Max(0, x),
    };

    /// <summary>The normal distribution, integrated by Simpson's rule.</summary>
    private static double Normal(double x)
    {
        const int Parts = 2000;
        var step = x / Parts;
        var sum = 0.0;
        for (var i = 0; i <= Parts; i++)
            sum += (i is 0 or Parts ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-i * step * i * step / 2);
        return 0.5 + sum * step / 3 / Math.Sqrt(2 * Math.PI);
    }

    [Fact]
    public void Group_norm_takes_mean_and_variance_over_the_picture_and_the_group()
    {
        float[] x = [.. Enumerable.Range(0, 2 * 3 * 4 * 6).Select(i => MathF.Sin(i) + i % 6)];
        var actual = RunTrace([("b", 2), ("y", 3), ("x", 4), ("c", 6)], x, (trace, input) =>
            Normalization.GroupNorm(trace.Weights, input, groups: 2, epsilon: 1e-6), [1, 1, 1, 2, 2, 2], [0, 0, 0, 5, 5, 5]);
        for (var picture = 0; picture < 2; picture++)
            for (var group = 0; group < 2; group++)
            {
                var places = Enumerable.Range(0, 12 * 6).Where(i => i % 6 / 3 == group).Select(i => picture * 72 + i).ToArray();
                var mean = places.Average(i => (double)x[i]);
                var deviation = Math.Sqrt(places.Average(i => (x[i] - mean) * (x[i] - mean)) + 1e-6);
                Assert.All(places, i => Assert.Equal((x[i] - mean) / deviation * (1 + group) + 5 * group, actual[i], 1e-5));
            }
    }

    [Fact]
    public void A_causal_bias_hides_what_comes_later()
    {
        var actual = Run([(new float[9], [("s", 3), ("t", 3)])], inputs =>
            Attention.Softmax(inputs[0] + Attention.Causal(inputs[0].Program, 3), "t"));
        Assert.Equal([1, 0, 0, 0.5f, 0.5f, 0, 1 / 3f, 1 / 3f, 1 / 3f], actual);
    }

    [Fact]
    public void Parts_are_cut_and_written_at_computed_places()
    {
        float[] x = [0, 1, 2, 3, 4, 5];
        var read = Run([(x, [("s", 3), ("d", 2)])], inputs =>
            inputs[0].SliceAt("s", inputs[0].Program.Scalar(ElementType.S32, 1), 2));
        Assert.Equal([2, 3, 4, 5], read);
        var written = Run([(x, [("s", 3), ("d", 2)]), ([8, 9], [("s", 1), ("d", 2)])], inputs =>
            inputs[0].UpdateAt("s", inputs[0].Program.Scalar(ElementType.S32, 1), inputs[1]).Pad("d", 1, 0));
        Assert.Equal([0, 0, 1, 0, 8, 9, 0, 4, 5], written);
        var taken = Run([(x, [("s", 3), ("d", 2)])], inputs => inputs[0].Take(inputs[0].Program.Integers("n", [2, 0])));
        Assert.Equal([4, 5, 0, 1], taken);
    }

    [Fact]
    public void Upsampling_repeats_every_pixel() =>
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2], Run([([1, 2], [("b", 1), ("y", 1), ("x", 2), ("c", 1)])], i => Convolution.Upsample(i[0])));

    [Fact]
    public void Largest_and_smallest_reduce_over_named_axes() =>
        Assert.Equal([6 - 1], Run([([1, 2, 3, 4, 5, 6], [("s", 2), ("d", 3)])], i => i[0].Largest("s", "d") - i[0].Smallest("d", "s")));

    private float[] Run((float[] Values, Axis[] Axes)[] inputs, Func<Tensor[], Tensor> build)
    {
        var program = new ProgramBuilder("layer");
        Tensor[] arguments = [.. inputs.Select((input, i) => program.Argument($"x{i}", new Shape(ElementType.F32, input.Axes)))];
        program.Result(build(arguments));
        return Execute(program.Build(), [.. inputs.Select(i => (i.Values, i.Axes.Select(a => a.Size).ToArray()))]);
    }

    /// <summary>One input and the weights in the order in which the layer asks for them.</summary>
    private float[] RunTrace(Axis[] axes, float[] x, Func<StageTrace, Tensor, Tensor> layer, params float[][] weights)
    {
        var trace = new StageTrace("test", "layer", [0], ElementType.F32);
        trace.Output("y", layer(trace, trace.Input("x", axes)));
        var stage = trace.Build();
        return Execute(stage.Program.Text, [
            (x, axes.Select(a => a.Size).ToArray()),
            .. stage.Parameters.Select((p, i) => (weights[i], p.Local(1).Select(a => a.Size).ToArray()))]);
    }

    private float[] Execute(string program, (float[] Values, long[] Dims)[] arguments)
    {
        using var executable = _client.Compile(program, new CompileOptions());
        PjrtBuffer[] buffers = [.. arguments.Select(a => _client.BufferFromHost(a.Values, a.Dims, _client.Devices[0]))];
        var outputs = executable.Execute([buffers]).Outputs[0];
        var result = outputs[0].ToArray<float>();
        foreach (var buffer in buffers.Concat(outputs))
            buffer.Dispose();
        return result;
    }
}
