using Emulator.Devices;
using Emulator.Errors;
using Emulator.Objects;

namespace Emulator.Buffers;

/// <summary>Copies out of buffers, at once when the content is there, else when it comes.</summary>
internal static unsafe class Transfers
{
    public static Completion ToHost(DeviceBuffer source, byte* target, long offset, long bytes)
    {
        if (source.Ready.IsDone && source.Ready.Error is { } error)
            return Completion.Failed(error);
        var memory = source.Hold();
        var address = (nint)target;
        return WhenReady(source, failure =>
        {
            if (failure is null)
                Buffer.MemoryCopy(memory.Pointer + offset, (void*)address, bytes, bytes);
            memory.Release();
        });
    }

    public static DeviceBuffer ToDevice(DeviceBuffer source, EmulatedDevice device)
    {
        if (device.Client != source.Device.Client)
            throw ProgramException.Invalid("a buffer can be copied to devices of its own client only");
        var memory = source.Hold();
        var copy = DeviceMemory.Allocate(device, source.Shape.Bytes);
        // The copy's own holding may be gone before the content comes.
        copy.Hold();
        var ready = WhenReady(source, failure =>
        {
            if (failure is null)
                Buffer.MemoryCopy(memory.Pointer, copy.Pointer, copy.Bytes, copy.Bytes);
            memory.Release();
            copy.Release();
        });
        return new DeviceBuffer(source.Shape, device, copy, ready);
    }

    private static Completion WhenReady(DeviceBuffer source, Action<ProgramException?> copy)
    {
        if (source.Ready.IsDone)
        {
            copy(source.Ready.Error);
            return source.Ready.Error is { } error ? Completion.Failed(error) : Completion.Done;
        }
        var done = new Completion();
        source.Ready.OnDone(error =>
        {
            copy(error);
            done.Complete(error);
        });
        return done;
    }
}
