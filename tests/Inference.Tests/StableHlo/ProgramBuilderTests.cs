using Inference.StableHlo;
using Pjrt;

namespace Inference.Tests.StableHlo;

public sealed class ProgramBuilderTests
{
    private static Tensor Argument(ProgramBuilder program, string name, params Axis[] axes) =>
        program.Argument(name, new Shape(ElementType.F32, axes));

    [Fact]
    public void Operands_are_broadcast_over_the_axes_they_lack()
    {
        var program = new ProgramBuilder("m");
        var x = Argument(program, "x", ("b", 2), ("s", 3), ("d", 4));
        var sum = x + Argument(program, "y", ("b", 2), ("d", 4));
        program.Result(sum);
        Assert.Equal("f32[b=2, s=3, d=4]", sum.Shape.ToString());
        Assert.Contains("%0 = \"stablehlo.broadcast_in_dim\"(%y) {broadcast_dimensions = array<i64: 0, 2>} : (tensor<2x4xf32>) -> tensor<2x3x4xf32>", program.Build());
    }

    [Fact]
    public void Contractions_name_their_axes_and_keep_the_rest()
    {
        var program = new ProgramBuilder("m");
        var q = Argument(program, "q", ("b", 1), ("s", 5), ("h", 2), ("e", 8));
        var k = Argument(program, "k", ("b", 1), ("t", 7), ("h", 2), ("e", 8));
        Assert.Equal("f32[b=1, h=2, s=5, t=7]", q.Dot(k, "e", "b", "h").Shape.ToString());
    }

    private static readonly Dictionary<string, Action<ProgramBuilder>> Mistakes = new()
    {
        { "the axis c=4 is not there", p => _ = Argument(p, "x", ("b", 2), ("d", 4)) + Argument(p, "y", ("c", 4)) },
        { "element types differ", p => _ = Argument(p, "x", ("d", 4)) + Argument(p, "y", ("d", 4)).As(ElementType.BF16) },
        { "d has two lengths", p => _ = Argument(p, "x", ("d", 4)).Dot(Argument(p, "y", ("d", 5)), "d") },
        { "names an axis twice", p => _ = Argument(p, "x", ("s", 4), ("t", 4)).Rename("t", "s") },
        { "has no axis z", p => _ = Argument(p, "x", ("s", 4)).Slice("z", 0, 1) },
        { "no elements 3 to 5 along s", p => _ = Argument(p, "x", ("s", 4)).Slice("s", 3, 2) },
        { "numbers of elements differ", p => _ = Argument(p, "x", ("s", 4)).Split("s", ("a", 2), ("b", 3)) },
        { "no order of the axes", p => _ = Argument(p, "x", ("s", 4), ("d", 2)).Transpose("d", "d") },
        { "cannot be convolved", p => _ = Argument(p, "x", ("b", 1), ("y", 4), ("x", 4), ("c", 3)).Convolve(Argument(p, "k", ("ky", 3), ("kx", 3), ("i", 2), ("o", 8)), 1, 1, 1) },
        { "cannot be donated", p => p.Result(Argument(p, "x", ("s", 4)), donated: Argument(p, "y", ("s", 5))) },
        { "belongs to another program", p => _ = Argument(p, "x", ("s", 4)) + Argument(new ProgramBuilder("n"), "y", ("s", 4)) },
        { "cannot be named x", p => { Argument(p, "x"); Argument(p, "x"); } },
    };

    public static TheoryData<string> Messages() => [.. Mistakes.Keys];

    [Theory, MemberData(nameof(Messages))]
    public void A_mistake_is_told_where_it_is_made(string expected) =>
        Assert.Contains(expected, Assert.Throws<ShapeException>(() => Mistakes[expected](new ProgramBuilder("m"))).Message);

    [Theory]
    [InlineData(1.0, "1.0")]
    [InlineData(1e-6, "1.0E-06")]
    [InlineData(0.044715, "0.044715")]
    [InlineData(double.NegativeInfinity, "0xFF800000")]
    public void Numbers_are_written_so_that_they_parse_to_the_same_bits(double value, string text) =>
        Assert.Equal(text, ElementType.F32.Literal(value));

    [Fact]
    public void With_one_replica_collectives_write_nothing()
    {
        var one = new ProgramBuilder("m");
        var alone = Argument(one, "x", ("d", 4));
        Assert.Same(alone, alone.AllReduce());
        var four = new ProgramBuilder("m", 4);
        four.Result(Argument(four, "x", ("d", 4)).AllGather("d"));
        Assert.Contains("replica_groups = dense<[[0, 1, 2, 3]]> : tensor<1x4xi64>", four.Build());
        Assert.Contains("-> tensor<16xf32>", four.Build());
    }
}
