namespace Pjrt.Tests;

/// <summary>Encoded samples as protobuf's own encoder writes them.</summary>
public sealed class CompileOptionsTests
{
    [Fact]
    public void One_device() => Assert.Equal(
        "1a1a08ffffffffffffffffff01200128014a09080110011a030a0100", Encode(new CompileOptions()));

    [Fact]
    public void Two_replicas() => Assert.Equal(
        "1a1b08ffffffffffffffffff01200228014a0a080210011a040a020001", Encode(new CompileOptions { Replicas = 2 }));

    [Fact]
    public void Two_partitions_with_a_compiler_flag() => Assert.Equal(
        "1a2408ffffffffffffffffff012001280230014a0e080110021a030a01001a030a01019801013a2d0a27786c615f6770755f656e61626c655f"
        + "6c6174656e63795f686964696e675f7363686564756c657212021001",
        Encode(new CompileOptions
        {
            Partitions = 2,
            UseSpmd = true,
            UseShardy = true,
            Overrides = new Dictionary<string, PjrtValue> { ["xla_gpu_enable_latency_hiding_scheduler"] = true },
        }));

    [Fact]
    public void Devices_are_given_replica_by_replica_and_written_partition_by_partition()
    {
        var text = Encode(new CompileOptions { Replicas = 2, Partitions = 2, DeviceIds = [4, 5, 6, 7] });
        Assert.Contains("1a040a020406" + "1a040a020507", text);
    }

    [Fact]
    public void A_device_for_each_replica_and_partition_is_needed() => Assert.Throws<ArgumentException>(
        () => new CompileOptions { Replicas = 2, DeviceIds = [0] }.ToProto());

    private static string Encode(CompileOptions options) => Convert.ToHexStringLower(options.ToProto());
}
