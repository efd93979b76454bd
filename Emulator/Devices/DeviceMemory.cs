using Emulator.Errors;

namespace Emulator.Devices;

/// <summary>A block of a device's memory, 64-byte aligned, shared by counting: a buffer and each use of it that is under way hold it.</summary>
internal sealed unsafe class DeviceMemory
{
    private readonly EmulatedDevice _device;
    private int _holders = 1;

    private DeviceMemory(EmulatedDevice device, byte* pointer, long bytes)
    {
        _device = device;
        Pointer = pointer;
        Bytes = bytes;
    }

    public byte* Pointer { get; }

    public long Bytes { get; }

    /// <summary>A block with undefined content, held once.</summary>
    /// <exception cref="ProgramException">RESOURCE_EXHAUSTED when the device has no such room.</exception>
    public static DeviceMemory Allocate(EmulatedDevice device, long bytes)
    {
        device.Memory.Take(bytes);
        try
        {
            return new DeviceMemory(device, device.Pool.Rent(bytes), bytes);
        }
        catch (OutOfMemoryException)
        {
            device.Memory.Return(bytes);
            throw ProgramException.Exhausted($"the host has no {bytes} bytes left to stand for memory of {device.Name.Text}");
        }
    }

    public DeviceMemory Hold()
    {
        Interlocked.Increment(ref _holders);
        return this;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) > 0)
            return;
        _device.Pool.Return(Pointer, Bytes);
        _device.Memory.Return(Bytes);
    }
}
