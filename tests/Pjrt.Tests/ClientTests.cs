namespace Pjrt.Tests;

public sealed class ClientTests
{
    public static TheoryData<string> All => Plugins.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Has_the_devices_that_were_asked_for(string name)
    {
        using var client = Plugins.Open(name, devices: 3);
        Assert.Equal([0, 1, 2], client.Devices.Select(device => device.Id));
        Assert.Equal(3, client.Devices.Select(device => device.LocalHardwareId).Distinct().Count());
        Assert.All(client.Devices, device => Assert.NotEmpty(device.Kind));
        Assert.NotEmpty(client.PlatformName);
        Assert.NotEmpty(client.PlatformVersion);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Memory_statistics_are_told_or_null(string name)
    {
        using var client = Plugins.Open(name);
        var stats = client.Devices[0].GetMemoryStats();
        Assert.Equal(client.PlatformName == "cpu", stats is null);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Children_outlive_a_disposed_client(string name)
    {
        var client = Plugins.Open(name);
        using var executable = client.Compile(Programs.Double, new CompileOptions());
        using var buffer = client.BufferFromHost([1f, 2, 3, 4, 5, 6], [2, 3], client.Devices[0]);
        client.Dispose();
        Assert.Equal([1f, 2, 3, 4, 5, 6], buffer.ToArray<float>());
        Assert.Equal([2L, 3], executable.OutputDimensions[0]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_new_comes_from_a_disposed_client(string name)
    {
        var client = Plugins.Open(name);
        var device = client.Devices[0];
        using var executable = client.Compile(Programs.Double, new CompileOptions());
        using var buffer = client.BufferFromHost([1f, 2, 3, 4, 5, 6], [2, 3], device);
        client.Dispose();
        client.Dispose();
        Assert.Throws<ObjectDisposedException>(() => client.Compile(Programs.Double, new CompileOptions()));
        Assert.Throws<ObjectDisposedException>(() => client.BufferFromHost([1f], [1], device));
        Assert.Throws<ObjectDisposedException>(() => executable.Execute([[buffer]]));
        Assert.Throws<ObjectDisposedException>(() => device.GetMemoryStats());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Several_live_beside_each_other(string name)
    {
        using var first = Plugins.Open(name, devices: 2);
        using var second = Plugins.Open(name);
        using var buffer = first.BufferFromHost([7f], [1], first.Devices[1]);
        Assert.Single(second.Devices);
        Assert.Throws<ArgumentException>(() => second.BufferFromHost([7f], [1], first.Devices[0]));
        Assert.Equal([7f], buffer.ToArray<float>());
    }

    [Fact]
    public void An_option_it_does_not_know_is_an_invalid_argument()
    {
        var plugin = Plugins.Load(Shared.RealPlugins.Newer);
        var exception = Assert.Throws<PjrtException>(
            () => plugin.CreateClient(new Dictionary<string, PjrtValue> { ["no_such_option"] = "x" }));
        Assert.Equal(PjrtErrorCode.InvalidArgument, exception.Code);
        Assert.Contains("no_such_option", exception.Message);
    }
}
