namespace Emulator.Tests.Execution;

/// <summary>Results that take the memory of parameters hold what they should, whatever else reads those.</summary>
public sealed class DonationTests
{
    [Fact]
    public void An_elementwise_result_may_overwrite_its_operand()
    {
        var results = Run(
            "%x: tensor<40xf32> {tf.aliasing_output = 0 : i32}, %y: tensor<40xf32>", "tensor<40xf32>",
            """
                %0 = "stablehlo.multiply"(%x, %y) : (tensor<40xf32>, tensor<40xf32>) -> tensor<40xf32>
                %1 = "stablehlo.add"(%0, %x) : (tensor<40xf32>, tensor<40xf32>) -> tensor<40xf32>
            """, "%1", Programs.Bytes(Sequence(40)), Programs.Bytes(Sequence(40)));
        Assert.Equal(Sequence(40).Select(v => v * v + v), Programs.Values<float>(results[0]));
    }

    [Fact]
    public void A_result_waits_while_its_parameter_is_still_read()
    {
        var results = Run(
            "%x: tensor<3xf32> {tf.aliasing_output = 0 : i32}", "tensor<3xf32>, tensor<3xf32>",
            """
                %0 = "stablehlo.negate"(%x) : (tensor<3xf32>) -> tensor<3xf32>
                %1 = "stablehlo.reverse"(%x) {dimensions = array<i64: 0>} : (tensor<3xf32>) -> tensor<3xf32>
                %2 = "stablehlo.add"(%1, %0) : (tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
            """, "%0, %2", Programs.Bytes(1f, 2f, 4f));
        Assert.Equal([-1f, -2f, -4f], Programs.Values<float>(results[0]));
        Assert.Equal([3f, 0f, -3f], Programs.Values<float>(results[1]));
    }

    [Fact]
    public void Two_donated_parameters_can_be_exchanged()
    {
        var results = Run(
            "%x: tensor<2xf32> {tf.aliasing_output = 0 : i32}, %y: tensor<2xf32> {tf.aliasing_output = 1 : i32}",
            "tensor<2xf32>, tensor<2xf32>", "", "%y, %x", Programs.Bytes(1f, 2f), Programs.Bytes(3f, 4f));
        Assert.Equal([3f, 4f], Programs.Values<float>(results[0]));
        Assert.Equal([1f, 2f], Programs.Values<float>(results[1]));
    }

    [Fact]
    public void A_donated_cache_is_updated_in_its_place()
    {
        var text = Programs.Module(
            "%c: tensor<4x2xf32> {tf.aliasing_output = 0 : i32}, %n: tensor<1x2xf32>, %p: tensor<i32>", "tensor<4x2xf32>",
            """
                %z = "stablehlo.constant"() {value = dense<0> : tensor<i32>} : () -> tensor<i32>
                %0 = "stablehlo.dynamic_update_slice"(%c, %n, %p, %z) : (tensor<4x2xf32>, tensor<1x2xf32>, tensor<i32>, tensor<i32>) -> tensor<4x2xf32>
            """, "%0");
        var program = ProgramHost.Compile(text);
        Assert.Equal(0, program.ArenaBytes);
        var results = ProgramHost.Run(program, [[Programs.Bytes(Sequence(8)), Programs.Bytes(9f, 9f), Programs.Bytes(2)]]);
        Assert.Equal([0f, 1f, 2f, 3f, 9f, 9f, 6f, 7f], Programs.Values<float>(results[0][0]));
    }

    private static float[] Sequence(int count) => [.. Enumerable.Range(0, count).Select(i => (float)i)];

    private static byte[][] Run(string parameters, string results, string body, string values, params byte[][] inputs)
        => ProgramHost.Run(ProgramHost.Compile(Programs.Module(parameters, results, body, values)), [inputs])[0];
}
