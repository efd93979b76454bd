using Emulator.Devices;
using Emulator.Errors;
using Emulator.Objects;

namespace Emulator.Buffers;

/// <summary>A PJRT_Buffer: a tensor on a device, once <see cref="Ready"/> is done.</summary>
internal sealed class DeviceBuffer : PluginObject
{
    private readonly Lock _lock = new();
    private DeviceMemory? _memory;
    private int _externalReferences;

    /// <summary>Takes over one holding of <paramref name="memory"/>.</summary>
    public DeviceBuffer(DeviceShape shape, EmulatedDevice device, DeviceMemory memory, Completion ready)
        : base(ObjectKind.Buffer, device.Client.Counters)
        => (Shape, Device, _memory, Ready) = (shape, device, memory, ready);

    public DeviceShape Shape { get; }

    public EmulatedDevice Device { get; }

    /// <summary>Done when the content is there, or failed when it will never be.</summary>
    public Completion Ready { get; }

    /// <summary>Somebody outside holds a pointer into the memory: it is not donated but copied.</summary>
    public bool IsReferencedOutside => Volatile.Read(ref _externalReferences) > 0;

    public bool IsDeleted => Volatile.Read(ref _memory) is null;

    /// <summary>The memory, held once more for the caller.</summary>
    /// <exception cref="ProgramException">INVALID_ARGUMENT when deleted or donated.</exception>
    public DeviceMemory Hold()
    {
        lock (_lock)
            return (_memory ?? throw Gone()).Hold();
    }

    /// <summary>Takes the memory out, with the buffer's holding; the buffer is as deleted then.</summary>
    public DeviceMemory Donate()
    {
        lock (_lock)
        {
            var memory = _memory ?? throw Gone();
            _memory = null;
            return memory;
        }
    }

    /// <summary>Lets go of the memory, which is free when no work uses it any more.</summary>
    public void Delete()
    {
        lock (_lock)
        {
            _memory?.Release();
            _memory = null;
        }
    }

    public void ReferenceFromOutside(int change)
    {
        lock (_lock)
        {
            if (_externalReferences + change < 0)
                throw ProgramException.Invalid("the buffer has no external reference to give back");
            _ = _memory ?? throw Gone();
            _externalReferences += change;
        }
    }

    public override void Destroy()
    {
        Delete();
        base.Destroy();
    }

    public ProgramException Gone()
        => ProgramException.Invalid($"the buffer ({Shape} on {Device.Name.Text}) is a deleted or donated buffer; it can not be used again, only destroyed");
}
