using Emulator.Planning.Steps;
using Emulator.Tests.Execution;

namespace Emulator.Tests.Planning;

/// <summary>What runs as one step, and that it still computes the same.</summary>
public sealed class FusionTests
{
    [Fact]
    public void Attention_is_one_step_without_its_matrix()
    {
        var (heads, tokens, size) = (2, 100, 20);
        var program = ProgramHost.Compile(Attention.Text(heads, tokens, size));
        var step = Assert.IsType<ChainStep>(Assert.Single(program.Plan.Steps));
        Assert.NotNull(step.Shape.Second);
        Assert.True(step.Shape.Divisor >= 0);
        Assert.True(program.ArenaBytes < heads * tokens * tokens * sizeof(float));

        var inputs = Attention.Inputs(heads, tokens, size);
        var actual = Programs.Values<float>(ProgramHost.Run(program, [inputs])[0][0]);
        var expected = Attention.Expected(inputs, heads, tokens, size);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5);
    }

    [Fact]
    public void Elementwise_operations_are_one_step_and_broadcasts_take_no_memory()
    {
        var program = ProgramHost.Compile(Programs.Module(
            "%x: tensor<6x10xf32>, %b: tensor<10xf32>", "tensor<6x10xf32>",
            """
                %0 = "stablehlo.broadcast_in_dim"(%b) {broadcast_dimensions = array<i64: 1>} : (tensor<10xf32>) -> tensor<6x10xf32>
                %1 = "stablehlo.add"(%x, %0) : (tensor<6x10xf32>, tensor<6x10xf32>) -> tensor<6x10xf32>
                %2 = "stablehlo.tanh"(%1) : (tensor<6x10xf32>) -> tensor<6x10xf32>
                %3 = "stablehlo.multiply"(%2, %x) : (tensor<6x10xf32>, tensor<6x10xf32>) -> tensor<6x10xf32>
            """, "%3"));
        Assert.IsType<TileStep>(Assert.Single(program.Plan.Steps));
        Assert.Equal(0, program.ArenaBytes);
    }

    [Fact]
    public void Views_are_read_where_they_lie()
    {
        var program = ProgramHost.Compile(Programs.Module(
            "%x: tensor<4x6xf32>", "tensor<3x2xf32>",
            """
                %0 = "stablehlo.transpose"(%x) {permutation = array<i64: 1, 0>} : (tensor<4x6xf32>) -> tensor<6x4xf32>
                %1 = "stablehlo.slice"(%0) {start_indices = array<i64: 1, 1>, limit_indices = array<i64: 6, 3>, strides = array<i64: 2, 1>} : (tensor<6x4xf32>) -> tensor<3x2xf32>
                %2 = "stablehlo.reverse"(%1) {dimensions = array<i64: 1>} : (tensor<3x2xf32>) -> tensor<3x2xf32>
                %3 = "stablehlo.negate"(%2) : (tensor<3x2xf32>) -> tensor<3x2xf32>
            """, "%3"));
        Assert.IsType<TileStep>(Assert.Single(program.Plan.Steps));
        var x = Enumerable.Range(0, 24).Select(i => (float)i).ToArray();
        var result = Programs.Values<float>(ProgramHost.Run(program, [[Programs.Bytes(x)]])[0][0]);
        Assert.Equal([-13f, -7f, -15f, -9f, -17f, -11f], result);
    }

    [Fact]
    public void What_nothing_reads_is_not_computed()
    {
        var program = ProgramHost.Compile(Programs.Module(
            "%x: tensor<8xf32>", "tensor<8xf32>",
            """
                %0 = "stablehlo.exponential"(%x) : (tensor<8xf32>) -> tensor<8xf32>
                %1 = "stablehlo.negate"(%x) : (tensor<8xf32>) -> tensor<8xf32>
            """, "%1"));
        Assert.Single(Assert.IsType<TileStep>(Assert.Single(program.Plan.Steps)).Program.Code);
    }
}
