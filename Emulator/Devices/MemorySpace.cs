using Emulator.Api;
using Emulator.Objects;

namespace Emulator.Devices;

/// <summary>A PJRT_Memory: the one memory of a device, of the kind "device".</summary>
internal sealed class MemorySpace : PluginObject
{
    private readonly nint[] _devices = Pinned.New<nint>(1);
    private readonly nint[] _self = Pinned.New<nint>(1);

    public MemorySpace(EmulatedDevice device)
    {
        Device = device;
        Name = new PinnedText($"memory of {device.Name.Text}");
        _devices[0] = device.Handle;
        _self[0] = Handle;
    }

    public static PinnedText Kind { get; } = new("device");

    public EmulatedDevice Device { get; }

    public PinnedText Name { get; }

    /// <summary>A list of this memory alone.</summary>
    public unsafe nint* Self => Pinned.Pointer(_self);

    public unsafe nint* Devices => Pinned.Pointer(_devices);
}
