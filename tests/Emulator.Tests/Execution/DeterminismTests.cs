using Emulator.Tests.Kernels;

namespace Emulator.Tests.Execution;

/// <summary>The number of threads changes no bit of a result.</summary>
public sealed class DeterminismTests
{
    [Fact]
    public void Attention_is_the_same_on_one_thread_and_on_many()
    {
        var text = Attention.Text(heads: 3, tokens: 150, size: 24);
        var inputs = Attention.Inputs(3, 150, 24);
        var program = ProgramHost.Compile(text);
        var alone = ProgramHost.Run(program, [inputs], threads: 1)[0][0];
        foreach (var threads in new[] { 2, 3, 7 })
            Assert.Equal(alone, ProgramHost.Run(program, [inputs], threads)[0][0]);
    }

    [Fact]
    public void A_long_sum_is_the_same_on_one_thread_and_on_many()
    {
        var count = 300_000;
        var text = Programs.Module(
            $"%x: tensor<{count}xf32>", "tensor<f32>",
            "    %z = \"stablehlo.constant\"() {value = dense<0.0> : tensor<f32>} : () -> tensor<f32>\n"
            + Programs.Sum("%0", "%x", "%z", 0, $"tensor<{count}xf32>", "tensor<f32>"), "%0");
        var program = ProgramHost.Compile(text);
        var values = RandomValues.Floats(count, 9);
        byte[][][] inputs = [[Programs.Bytes(values)]];
        var alone = ProgramHost.Run(program, inputs, threads: 1)[0][0];
        Assert.Equal(alone, ProgramHost.Run(program, inputs, threads: 4)[0][0]);
        Assert.Equal(values.Sum(v => (double)v), Programs.Values<float>(alone)[0], 0.05);
    }
}
