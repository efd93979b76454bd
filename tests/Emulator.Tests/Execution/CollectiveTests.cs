using Emulator.Errors;

namespace Emulator.Tests.Execution;

/// <summary>Devices that run side by side.</summary>
public sealed class CollectiveTests
{
    private const string Reduce = """
            %r = "stablehlo.all_reduce"(%x) ({
              ^bb0(%a: tensor<f32>, %b: tensor<f32>):
                %s = "stablehlo.add"(%a, %b) : (tensor<f32>, tensor<f32>) -> tensor<f32>
                "stablehlo.return"(%s) : (tensor<f32>) -> ()
            }) {replica_groups = dense<[[0, 1, 2, 3]]> : tensor<1x4xi64>} : (tensor<5xf32>) -> tensor<5xf32>
        """;

    [Fact]
    public void Sums_are_taken_in_the_order_of_the_group_on_any_number_of_threads()
    {
        var program = ProgramHost.Compile(Programs.Module("%x: tensor<5xf32>", "tensor<5xf32>", Reduce, "%r", replicas: 4), replicas: 4);
        float[] values = [1e8f, 1f, -1e8f, 1f];
        var inputs = Array.ConvertAll(values, v => new[] { Programs.Bytes(v, v, v, v, v) });
        var expected = ((values[0] + values[1]) + values[2]) + values[3];
        foreach (var threads in new[] { 1, 2, 4, 8 })
        {
            foreach (var results in ProgramHost.Run(program, inputs, threads))
                Assert.All(Programs.Values<float>(results[0]), v => Assert.Equal(expected, v));
        }
    }

    [Fact]
    public void Devices_that_never_meet_are_an_error_and_not_a_hang()
    {
        var text = Programs.Module(
            "%p: tensor<i1>, %x: tensor<5xf32>", "tensor<5xf32>",
            $$"""
                %o = "stablehlo.if"(%p) ({
            {{Reduce}}
                  "stablehlo.return"(%r) : (tensor<5xf32>) -> ()
                }, {
                  "stablehlo.return"(%x) : (tensor<5xf32>) -> ()
                }) : (tensor<i1>) -> tensor<5xf32>
            """, "%o", replicas: 4);
        var program = ProgramHost.Compile(text, replicas: 4);
        var inputs = Enumerable.Range(0, 4).Select(i => new[] { Programs.Bytes((byte)(i == 2 ? 0 : 1)), Programs.Bytes(1f, 2f, 3f, 4f, 5f) }).ToArray();
        Assert.Equal(ErrorCode.FailedPrecondition, Assert.Throws<ProgramException>(() => ProgramHost.Run(program, inputs)).Code);
    }
}
