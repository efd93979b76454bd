namespace Pjrt.Tests;

public sealed class DeviceSettingsTests
{
    [Fact]
    public void Without_a_device_says_what_to_set()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => new DeviceSettings().OpenPlugin(() => 0));
        Assert.Contains("Device:Plugin", exception.Message);
        Assert.Contains("Device:Emulated=true", exception.Message);
    }

    [Fact]
    public void Two_devices_are_one_too_many()
    {
        var settings = new DeviceSettings { Emulated = true, Plugin = "/plugin.so" };
        Assert.Throws<InvalidOperationException>(() => settings.OpenPlugin(() => 0));
    }

    [Fact]
    public void A_cpu_plugin_gets_as_many_devices_as_the_unit_has_cores()
    {
        var settings = new DeviceSettings { Plugin = Shared.RealPlugins.FindOrSkip(Shared.RealPlugins.Newer) };
        var plugin = settings.OpenPlugin(() => 0);
        using var client = settings.CreateClient(plugin, "trn1", devices: 16, memoryBytes: 1 << 30);
        Assert.Equal(16, client.Devices.Count);
        Assert.Matches("^[0-9a-f]{64}$", plugin.Build);
    }

    [Fact]
    public void Options_of_the_configuration_go_first()
    {
        var settings = new DeviceSettings
        {
            Plugin = Shared.RealPlugins.FindOrSkip(Shared.RealPlugins.Newer),
            Options = new Dictionary<string, string> { ["cpu_device_count"] = "3" },
        };
        using var client = settings.CreateClient(settings.OpenPlugin(() => 0), "trn1", devices: 16, memoryBytes: 1 << 30);
        Assert.Equal(3, client.Devices.Count);
    }
}
