using Emulator.Api;
using Emulator.Errors;
using Emulator.Objects;

namespace Emulator.Devices;

/// <summary>A PJRT_Client: devices, their memory, and the thread that executes for them.</summary>
internal sealed class EmulatedClient : PluginObject
{
    private readonly nint[] _deviceHandles;
    private readonly nint[] _memoryHandles;
    private readonly MemoryPool _pool = new();

    public EmulatedClient(ClientOptions options)
        : this(options, new Counters(Counters.Process))
    {
    }

    private EmulatedClient(ClientOptions options, Counters counters)
        : base(ObjectKind.Client, counters)
    {
        (Options, Counters) = (options, counters);
        Topology = new Topology(this);
        Devices = Array.ConvertAll(Topology.Descriptions, d => new EmulatedDevice(this, d, _pool));
        _deviceHandles = Pinned.Copy<nint>(Array.ConvertAll(Devices, d => d.Handle));
        _memoryHandles = Pinned.Copy<nint>(Array.ConvertAll(Devices, d => d.Space.Handle));
        Dispatcher = new Dispatcher($"emulated {options.Profile.Kind}");
    }

    public ClientOptions Options { get; }

    public Counters Counters { get; }

    public Topology Topology { get; }

    public EmulatedDevice[] Devices { get; }

    public Dispatcher Dispatcher { get; }

    /// <summary>Held while an execution checks its arguments and joins the queue, so that donations are seen in one order.</summary>
    public Lock Submission { get; } = new();

    public unsafe nint* DeviceHandles => Pinned.Pointer(_deviceHandles);

    public unsafe nint* MemoryHandles => Pinned.Pointer(_memoryHandles);

    public EmulatedDevice Device(int id)
        => id >= 0 && id < Devices.Length ? Devices[id] : throw ProgramException.Invalid($"there is no device {id}; there are {Devices.Length}");

    /// <summary>Finishes what was submitted and ends the thread. Buffers not destroyed yet can be, but nothing else.</summary>
    public override void Destroy()
    {
        Dispatcher.Stop();
        foreach (var device in Devices)
            device.Destroy();
        Topology.Destroy();
        base.Destroy();
        _pool.Close();
    }
}
