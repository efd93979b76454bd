using Emulator.Api;
using Emulator.Errors;

namespace Emulator.Tests.Api;

public sealed class CompileTests
{
    [Theory]
    [InlineData("module { func.func @main() { \"stablehlo.nothing\"() : () -> () return } }", 12, "no operation stablehlo.nothing")]
    [InlineData("module { func.func @main(%x: tensor<f32>) { %0 = \"stablehlo.cholesky\"(%x) : (tensor<f32>) -> tensor<f32> return } }", 12, "no operation stablehlo.cholesky")]
    [InlineData("module { func.func @main(%x: tensor<?xf32>) { return } }", 12, "dynamic")]
    [InlineData("module {", 3, "end of the text")]
    public void A_bad_program_is_refused_with_the_right_code(string program, int code, string message)
    {
        using var client = new RawClient();
        Assert.Contains(message, RawApi.Refused((ErrorCode)code, () => client.Compile(program)).Message);
        Assert.Equal(0, client.Counters().Get(88));
    }

    [Fact]
    public void Formats_other_than_text_are_unimplemented()
    {
        using var client = new RawClient();
        RawApi.Refused(ErrorCode.Unimplemented, () => client.Compile("", format: "hlo"));
        RawApi.Refused(ErrorCode.InvalidArgument, () => client.Compile(RawClient.Negation(), [0xFF]));
    }

    [Fact]
    public void Options_must_fit_the_devices()
    {
        using var client = new RawClient(("device_count", 2L));
        RawApi.Refused(ErrorCode.InvalidArgument, () => client.Compile(RawClient.Negation(), RawClient.Options(replicas: 3)));
        RawApi.Refused(ErrorCode.InvalidArgument, () => client.Compile(RawClient.Negation(), RawClient.Options(devices: [2])));
        RawApi.Refused(ErrorCode.InvalidArgument, () => client.Compile(RawClient.Negation(), RawClient.Options(replicas: 2, devices: [1, 1])));
        RawApi.Refused(ErrorCode.InvalidArgument, () => client.Compile(RawClient.Negation(), [0x1A, 0x02, 0x28, 0x02]));
    }

    [Fact]
    public void An_executable_tells_its_outputs_and_cost()
    {
        using var client = new RawClient();
        var loaded = client.Compile(RawClient.Negation());
        var executable = new Arguments(32).Set(16, loaded).Call(ApiFunction.LoadedExecutableGetExecutable).Get(24);
        Assert.Equal("negation", new Arguments(40).Set(16, executable).Call(ApiFunction.ExecutableName).GetText(24, 32));
        Assert.Equal(1, new Arguments(32).Set(16, executable).Call(ApiFunction.ExecutableNumOutputs).Get(24));
        Assert.Equal([11], new Arguments(40).Set(16, executable).Call(ApiFunction.ExecutableOutputElementTypes).GetList<int>(24, 32));
        var dims = new Arguments(48).Set(16, executable).Call(ApiFunction.ExecutableOutputDimensions);
        Assert.Equal([1L], dims.GetList<long>(40, 24));
        Assert.Equal([4L], dims.GetList<long>(32, 24));
        Assert.Equal(2, new Arguments(40).Set(16, executable).Call(ApiFunction.ExecutableGetCostAnalysis).Get(24));
        var memory = new Arguments(144).Set(16, executable).Call(ApiFunction.ExecutableGetCompiledMemoryStats);
        Assert.Equal((16, 16, 0), (memory.Get(32), memory.Get(40), memory.Get(48)));
        Assert.Equal(64, new Arguments(40).Set(16, executable).Call(ApiFunction.ExecutableFingerprint).Get(32));
        Assert.Equal(1, client.Counters().Get(88));
        RawApi.Destroy(ApiFunction.ExecutableDestroy, executable);
        RawApi.Destroy(ApiFunction.LoadedExecutableDestroy, loaded);
    }

    [Fact]
    public void A_serialised_executable_runs_without_compiling_also_on_other_devices()
    {
        using var client = new RawClient(("device_count", 4L));
        var bytes = Serialise(client, client.Compile(RawClient.Negation(), RawClient.Options(devices: [1])));
        using var other = new RawClient(("device_count", 4L));
        var loaded = Load(other, bytes, RawClient.Options(devices: [3]));
        var input = other.Upload([1, 2, 3, 4], [4], other.Devices[3]);
        var outputs = other.Execute(loaded, [[input]]);
        Assert.Equal([-1, -2, -3, -4], other.Download(outputs[0][0]));
        Assert.Equal((0, 1), (other.Counters().Get(88), other.Counters().Get(96)));
    }

    [Fact]
    public void Bytes_that_are_no_executable_of_this_plugin_are_refused()
    {
        using var client = new RawClient();
        var bytes = Serialise(client, client.Compile(RawClient.Negation()));
        RawApi.Refused(ErrorCode.InvalidArgument, () => Load(client, [1, 2, 3]));
        RawApi.Refused(ErrorCode.InvalidArgument, () => Load(client, new byte[100]));
        bytes[^40] ^= 1;
        Assert.Contains("damaged", RawApi.Refused(ErrorCode.InvalidArgument, () => Load(client, bytes)).Message);
        bytes[^40] ^= 1;
        using var other = new RawClient(("device_kind", "a10g"));
        Assert.Contains("compiled for trn1", RawApi.Refused(ErrorCode.InvalidArgument, () => Load(other, bytes)).Message);
    }

    [Fact]
    public void A_topology_compiles_without_a_client()
    {
        using var client = new RawClient();
        var topology = new Arguments(32).Set(16, client.Handle).Call(ApiFunction.ClientTopologyDescription).Get(24);
        var text = new Arguments(48).SetText(16, RawClient.Negation(), 24).SetText(32, "mlir", 40);
        var executable = new Arguments(64).Set(16, topology).Set(24, text.Address).SetList<byte>(32, RawClient.Options(), 40).Call(ApiFunction.Compile).Get(56);
        GC.KeepAlive(text);
        var loaded = new Arguments(56).Set(16, client.Handle).Set(24, executable).Call(ApiFunction.ClientLoad).Get(48);
        var outputs = client.Execute(loaded, [[client.Upload([1, 2, 3, 4], [4])]]);
        Assert.Equal([-1, -2, -3, -4], client.Download(outputs[0][0]));
    }

    private static byte[] Serialise(RawClient client, nint loaded)
    {
        var executable = new Arguments(32).Set(16, loaded).Call(ApiFunction.LoadedExecutableGetExecutable).Get(24);
        var call = new Arguments(56).Set(16, executable).Call(ApiFunction.ExecutableSerialize);
        var bytes = call.GetList<byte>(24, 32);
        Serialized.Free(call);
        RawApi.Destroy(ApiFunction.ExecutableDestroy, executable);
        RawApi.Destroy(ApiFunction.LoadedExecutableDestroy, loaded);
        Assert.Equal(0, client.Counters().Get(24 + 7 * 8));
        return bytes;
    }

    private static nint Load(RawClient client, byte[] bytes, byte[]? options = null)
        => new Arguments(72).Set(16, client.Handle).SetList<byte>(24, bytes, 32).SetList<byte>(48, options ?? [], 56)
            .Call(ApiFunction.ExecutableDeserializeAndLoad).Get(40);
}
