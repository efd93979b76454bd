using Inference.Layers;
using Inference.StableHlo;
using Pjrt;

namespace Inference.Tests.Layers;

public sealed class ShardingTests
{
    private static StageTrace Trace(int degree) => new("transformer", "test", [.. Enumerable.Range(0, degree)], ElementType.F32);

    [Fact]
    public void Column_and_row_follow_from_the_layer_and_need_one_sum()
    {
        var trace = Trace(4);
        var x = trace.Input("x", ("b", 1), ("d", 16));
        var wide = Linear.Apply(trace.Weights["up"], x, "d", ("f", 64), Sharding.Column);
        Assert.Equal(16, wide["f"]);
        trace.Output("y", Linear.Apply(trace.Weights["down"], wide, "f", ("d", 16), Sharding.Row));
        var stage = trace.Build();

        Assert.Equal(
            [("up.weight", "f"), ("up.bias", "f"), ("down.weight", "f"), ("down.bias", null)],
            stage.Parameters.Select(p => (p.Name, p.Sharded)));
        Assert.Equal(4, stage.Program.Options.Replicas);
        Assert.Single(stage.Program.Text.Split("stablehlo.all_reduce"), part => part.StartsWith("\"(%", StringComparison.Ordinal));
    }

    [Fact]
    public void Parts_of_a_row_layer_are_sections_of_one_weight()
    {
        var trace = Trace(2);
        var (a, b) = (trace.Input("a", ("s", 3), ("f", 4)), trace.Input("b", ("s", 3), ("f", 6)));
        trace.Output("y", Linear.Row(trace.Weights["out"], [a, b], "f", ("d", 5)));
        var weights = trace.Build().Parameters.Where(p => p.Name == "out.weight").ToArray();
        Assert.Equal([new Section("f", 0, 8), new Section("f", 8, 12)], weights.Select(w => w.Section));
        Assert.All(weights, w => Assert.Equal(20, w.Stored.Single(x => x.Name == "f").Size));
        Assert.Equal(6, weights[1].Local(2).Single(x => x.Name == "f").Size);
    }

    [Fact]
    public void Heads_that_do_not_divide_are_refused()
    {
        var trace = Trace(2);
        var x = trace.Input("x", ("s", 3), ("d", 12));
        var refused = Assert.Throws<ShapeException>(() => new Heads(3, 4).Project(trace.Weights["to_q"], x, "d"));
        Assert.Contains("cannot be divided over 2 devices along h", refused.Message);
    }
}
