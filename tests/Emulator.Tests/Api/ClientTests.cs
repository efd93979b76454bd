using Emulator.Api;
using Emulator.Errors;

namespace Emulator.Tests.Api;

public sealed class ClientTests
{
    [Theory]
    [InlineData("trn1", 2, 16L << 30)]
    [InlineData("inferentia2", 2, 16L << 30)]
    [InlineData("a10g", 1, 24L << 30)]
    [InlineData("l4", 1, 24L << 30)]
    public void A_kind_has_its_cores_and_memory(string kind, int devices, long memory)
    {
        using var client = new RawClient(("device_kind", kind));
        Assert.Equal(devices, client.Devices.Length);
        Assert.Equal(memory, client.MemoryStats().Limit);
    }

    [Fact]
    public void Devices_say_kind_id_and_place()
    {
        using var client = new RawClient(("device_kind", "trn1"), ("device_count", 16L));
        Assert.Equal(16, client.Devices.Length);
        var device = new Arguments(40).Set(16, client.Handle).SetInt(24, 5).Call(ApiFunction.ClientLookupDevice).Get(32);
        Assert.Equal(client.Devices[5], device);
        Assert.Equal(5, new Arguments(28).Set(16, device).Call(ApiFunction.DeviceLocalHardwareId).GetInt(24));
        var description = new Arguments(32).Set(16, device).Call(ApiFunction.DeviceGetDescription).Get(24);
        Assert.Equal(5, new Arguments(28).Set(16, description).Call(ApiFunction.DeviceDescriptionId).GetInt(24));
        Assert.Equal("trn1", new Arguments(40).Set(16, description).Call(ApiFunction.DeviceDescriptionKind).GetText(24, 32));
        Assert.Contains("device 2, core 1", new Arguments(40).Set(16, description).Call(ApiFunction.DeviceDescriptionDebugString).GetText(24, 32));
        Assert.True(new Arguments(25).Set(16, device).Call(ApiFunction.DeviceIsAddressable).GetFlag(24));
        var memory = new Arguments(32).Set(16, device).Call(ApiFunction.DeviceDefaultMemory).Get(24);
        Assert.Equal("device", new Arguments(40).Set(16, memory).Call(ApiFunction.MemoryKind).GetText(24, 32));
        Assert.Equal([memory], new Arguments(40).Set(16, device).Call(ApiFunction.DeviceAddressableMemories).GetList<nint>(24, 32));
        RawApi.Refused(ErrorCode.InvalidArgument, () => new Arguments(40).Set(16, client.Handle).SetInt(24, 16).Call(ApiFunction.ClientLookupDevice));
    }

    [Fact]
    public void An_unknown_option_names_those_allowed()
    {
        var error = RawApi.Refused(ErrorCode.InvalidArgument, () => new RawClient(("cores", 2L)).Dispose());
        Assert.Contains("'cores'", error.Message);
        Assert.Contains("device_kind, device_count, memory_bytes, pace, faults, strict", error.Message);
    }

    [Theory]
    [InlineData("device_kind", "tpu", "trn1, trn2, inf2")]
    [InlineData("device_kind", 1L, "must be a text")]
    [InlineData("device_count", 0L, "1 to 1024")]
    [InlineData("memory_bytes", -1L, "positive")]
    [InlineData("strict", "yes", "must be a bool")]
    [InlineData("pace", -1f, "pace is -1")]
    [InlineData("faults", "burn:1", "write fail:0")]
    [InlineData("faults", "fail:9", "no device 9")]
    [InlineData("faults", "slow:0=0.5", "at least 1")]
    public void A_wrong_option_says_what_is_allowed(string name, object value, string message)
        => Assert.Contains(message, RawApi.Refused(ErrorCode.InvalidArgument, () => new RawClient((name, value)).Dispose()).Message);

    [Fact]
    public void A_topology_survives_serialisation()
    {
        using var client = new RawClient(("device_kind", "inf2"), ("device_count", 12L));
        var topology = new Arguments(32).Set(16, client.Handle).Call(ApiFunction.ClientTopologyDescription).Get(24);
        var bytes = new Arguments(56).Set(16, topology).Call(ApiFunction.TopologySerialize);
        var copy = new Arguments(40).SetList<byte>(16, bytes.GetList<byte>(24, 32), 24).Call(ApiFunction.TopologyDeserialize).Get(32);
        Serialized.Free(bytes);
        var descriptions = new Arguments(40).Set(16, copy).Call(ApiFunction.TopologyGetDeviceDescriptions).GetList<nint>(24, 32);
        Assert.Equal(12, descriptions.Length);
        nint Fingerprint(nint t) => new Arguments(32).Set(16, t).Call(ApiFunction.TopologyFingerprint).Get(24);
        Assert.Equal(Fingerprint(topology), Fingerprint(copy));
        RawApi.Destroy(ApiFunction.TopologyDestroy, copy);
    }
}
