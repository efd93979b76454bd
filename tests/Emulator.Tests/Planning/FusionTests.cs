using Emulator.Planning.Steps;
using Emulator.Tests.Execution;
using Emulator.Tests.Kernels;

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

    [Fact]
    public void A_chain_of_narrow_tensors_rounds_where_the_program_says()
    {
        var product = "{dot_dimension_numbers = #stablehlo.dot<lhs_contracting_dimensions = [1], rhs_contracting_dimensions = [0]>}";
        string[] lines =
        [
            $"    %a = \"stablehlo.dot_general\"(%x, %u) {product} : (tensor<40x33xbf16>, tensor<33x50xbf16>) -> tensor<40x50xbf16>\n",
            "    %b = \"stablehlo.convert\"(%a) : (tensor<40x50xbf16>) -> tensor<40x50xf32>\n"
                + "    %c = \"stablehlo.tanh\"(%b) : (tensor<40x50xf32>) -> tensor<40x50xf32>\n"
                + "    %d = \"stablehlo.convert\"(%c) : (tensor<40x50xf32>) -> tensor<40x50xbf16>\n",
            $"    %e = \"stablehlo.dot_general\"(%d, %w) {product} : (tensor<40x50xbf16>, tensor<50x21xbf16>) -> tensor<40x21xbf16>\n",
        ];
        var inputs = new[] { 40 * 33, 33 * 50, 50 * 21 }
            .Select((count, seed) => Programs.Bytes(Array.ConvertAll(RandomValues.Floats(count, seed), Emulator.Kernels.BFloat16s.Round))).ToArray();
        var program = ProgramHost.Compile(Programs.Module(
            "%x: tensor<40x33xbf16>, %u: tensor<33x50xbf16>, %w: tensor<50x21xbf16>", "tensor<40x21xbf16>", string.Concat(lines), "%e"));
        Assert.NotNull(Assert.IsType<ChainStep>(Assert.Single(program.Plan.Steps)).Shape.Second);

        var a = Alone("%x: tensor<40x33xbf16>, %u: tensor<33x50xbf16>", "tensor<40x50xbf16>", lines[0], "%a", inputs[0], inputs[1]);
        var d = Alone("%a: tensor<40x50xbf16>", "tensor<40x50xbf16>", lines[1], "%d", a);
        var e = Alone("%d: tensor<40x50xbf16>, %w: tensor<50x21xbf16>", "tensor<40x21xbf16>", lines[2], "%e", d, inputs[2]);
        Assert.Equal(e, ProgramHost.Run(program, [inputs])[0][0]);

        static byte[] Alone(string parameters, string result, string body, string value, params byte[][] inputs)
            => ProgramHost.Run(ProgramHost.Compile(Programs.Module(parameters, result, body, value)), [inputs])[0][0];
    }
}
