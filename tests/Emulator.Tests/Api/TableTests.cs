using System.Reflection;
using Emulator.Api;
using Emulator.Errors;

namespace Emulator.Tests.Api;

public sealed unsafe class TableTests
{
    [Fact]
    public void The_assembly_shows_one_type_with_one_method()
    {
        var types = typeof(EmulatorPlugin).Assembly.GetExportedTypes();
        Assert.Equal([typeof(EmulatorPlugin)], types);
        var members = typeof(EmulatorPlugin).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly);
        Assert.Equal(["GetPjrtApi"], members.Select(m => m.Name));
    }

    [Fact]
    public void The_table_has_the_size_and_version_of_minor_104()
    {
        Assert.Equal(1120, *(nint*)RawApi.Table);
        Assert.Equal(24, *(nint*)(RawApi.Table + 16));
        Assert.Equal((0, 104), (*(int*)(RawApi.Table + 32), *(int*)(RawApi.Table + 36)));
        for (var function = ApiFunction.ErrorDestroy; function < ApiFunction.Count; function++)
            Assert.NotEqual(0, RawApi.Function(function));
    }

    [Fact]
    public void A_function_that_is_not_built_is_unimplemented()
        => RawApi.Refused(ErrorCode.Unimplemented, () => new Arguments(40).Call(ApiFunction.ClientDmaMap));

    [Fact]
    public void A_smaller_struct_is_refused_and_a_larger_one_taken()
    {
        var error = RawApi.Refused(ErrorCode.InvalidArgument, () => new Arguments(72).Call(ApiFunction.ClientCreate));
        Assert.Contains("expected 88, got 72", error.Message);
        var client = new Arguments(200).Call(ApiFunction.ClientCreate).Get(64);
        RawApi.Destroy(ApiFunction.ClientDestroy, client);
    }

    [Fact]
    public void Null_and_wrong_objects_are_refused()
    {
        RawApi.Refused(ErrorCode.InvalidArgument, () => new Arguments(40).Call(ApiFunction.ClientPlatformName));
        using var client = new RawClient();
        RawApi.Refused(ErrorCode.InvalidArgument, () => new Arguments(40).Set(16, client.Devices[0]).Call(ApiFunction.ClientPlatformName));
        // Also where the answer is the same for every object of the type.
        RawApi.Refused(ErrorCode.InvalidArgument, () => new Arguments(40).Set(16, client.Devices[0]).Call(ApiFunction.MemoryKind));
    }

    [Fact]
    public void The_plugin_tells_its_StableHLO_versions()
    {
        new Arguments(16).Call(ApiFunction.PluginInitialize);
        var attributes = new Arguments(32).Call(ApiFunction.PluginAttributes).GetList<NamedValue>(16, 24);
        var names = attributes.Select(a => System.Text.Encoding.UTF8.GetString(a.Name, (int)a.NameLength));
        Assert.Contains("stablehlo_current_version", names);
    }
}
