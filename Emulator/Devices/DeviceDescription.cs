using Emulator.Api;
using Emulator.Objects;

namespace Emulator.Devices;

/// <summary>A PJRT_DeviceDescription: what is known of a device without a client.</summary>
internal sealed class DeviceDescription : PluginObject
{
    public DeviceDescription(DeviceProfile profile, int id, long memoryBytes)
    {
        Id = id;
        var (device, core) = (id / profile.CoresPerDevice, id % profile.CoresPerDevice);
        Kind = new PinnedText(profile.Kind);
        Name = new PinnedText($"{profile.Kind}:{id}");
        DebugString = new PinnedText($"emulated {profile.Description}, device {device}, core {core}");
        Attributes = new NamedValueList(
            ("device", (long)device), ("core", (long)core), ("memory_bytes", memoryBytes), ("emulated", true));
    }

    public int Id { get; }

    public PinnedText Kind { get; }

    public PinnedText Name { get; }

    public PinnedText DebugString { get; }

    public NamedValueList Attributes { get; }
}
