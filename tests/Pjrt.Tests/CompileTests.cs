namespace Pjrt.Tests;

public sealed class CompileTests
{
    public static TheoryData<string> All => Plugins.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Describes_the_program(string name)
    {
        using var client = Plugins.Open(name);
        using var executable = client.Compile(Programs.TwoOutputs, new CompileOptions());
        Assert.Equal(2, executable.OutputCount);
        Assert.Equal([ElementType.F32, ElementType.Pred], executable.OutputTypes);
        Assert.Equal([[2, 3], [2, 3]], executable.OutputDimensions);
        Assert.Equal((1, 1), (executable.Replicas, executable.Partitions));
        Assert.NotEmpty(executable.Name);
        Assert.Equal([client.Devices[0]], executable.Devices);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Scalars_have_no_dimensions(string name)
    {
        using var client = Plugins.Open(name);
        using var executable = client.Compile(Programs.FirstPlusLast(2), new CompileOptions());
        Assert.Empty(executable.OutputDimensions[0]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Tells_planned_memory_and_a_fingerprint(string name)
    {
        using var client = Plugins.Open(name);
        using var executable = client.Compile(Programs.TwoOutputs, new CompileOptions());
        Assert.InRange(executable.GetMemoryStats()!.Arguments, 2 * 6 * sizeof(float), long.MaxValue);
        using var same = client.Compile(Programs.TwoOutputs, new CompileOptions());
        using var other = client.Compile(Programs.Double, new CompileOptions());
        Assert.Equal(executable.Fingerprint, same.Fingerprint);
        Assert.NotEqual(executable.Fingerprint, other.Fingerprint);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_bad_program_is_refused_with_code_and_message(string name)
    {
        using var client = Plugins.Open(name);
        var syntax = Assert.Throws<PjrtException>(() => client.Compile("module { nonsense }", new CompileOptions()));
        Assert.NotEqual(PjrtErrorCode.Ok, syntax.Code);
        Assert.Contains("nonsense", syntax.Message);
        Assert.Throws<PjrtException>(() => client.Compile(Programs.IllTyped, new CompileOptions()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void More_devices_than_there_are_is_refused(string name)
    {
        using var client = Plugins.Open(name, devices: 2);
        Assert.Throws<PjrtException>(() => client.Compile(Programs.AllReduce(4), new CompileOptions { Replicas = 4 }));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Loads_in_another_client(string name)
    {
        using var compiling = Plugins.Open(name);
        using var compiled = compiling.Compile(Programs.Double, new CompileOptions());
        var bytes = compiled.Serialize();

        using var client = Plugins.Open(name, devices: 2);
        using var loaded = client.Load(bytes);
        using var x = client.BufferFromHost([1f, 2, 3, 4, 5, 6], [2, 3], client.Devices[0]);
        using var y = loaded.Execute([[x]]).Outputs[0][0];
        Assert.Equal([2f, 4, 6, 8, 10, 12], y.ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Other_options_move_a_loaded_program_to_another_device(string name)
    {
        using var client = Plugins.Open(name, devices: 3);
        using var compiled = client.Compile(Programs.Double, new CompileOptions());
        using var moved = client.Load(compiled.Serialize(), new CompileOptions { DeviceIds = [2] });
        Assert.Equal([client.Devices[2]], moved.Devices);
        using var x = client.BufferFromHost([1f, 2, 3, 4, 5, 6], [2, 3], client.Devices[2]);
        using var y = moved.Execute([[x]]).Outputs[0][0];
        Assert.Equal(client.Devices[2], y.Device);
        Assert.Equal([2f, 4, 6, 8, 10, 12], y.ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Bytes_that_are_no_program_are_refused(string name)
    {
        using var client = Plugins.Open(name);
        Assert.Throws<PjrtException>(() => client.Load("not a program"u8));
    }
}
