using Emulator.Api;
using Emulator.Objects;

namespace Emulator.Devices;

/// <summary>A PJRT_Device: one core or GPU, with memory of its own.</summary>
internal sealed class EmulatedDevice : PluginObject
{
    private DeviceMemory? _arena;
    private long _busyTicks;
    private long _executions;

    public EmulatedDevice(EmulatedClient client, DeviceDescription description, MemoryPool pool)
    {
        (Client, Description, Pool) = (client, description, pool);
        Memory = new MemoryAccount(Name.Text, client.Options.MemoryBytes);
        Space = new MemorySpace(this);
    }

    public EmulatedClient Client { get; }

    public DeviceDescription Description { get; }

    /// <summary>Position in the client, its id and local hardware id.</summary>
    public int Index => Description.Id;

    public PinnedText Name => Description.Name;

    public MemoryAccount Memory { get; }

    public MemoryPool Pool { get; }

    public MemorySpace Space { get; }

    /// <summary>Time spent computing.</summary>
    public TimeSpan Busy => TimeSpan.FromTicks(Volatile.Read(ref _busyTicks));

    public long Executions => Volatile.Read(ref _executions);

    public void CountExecution(TimeSpan busy)
    {
        Interlocked.Add(ref _busyTicks, busy.Ticks);
        Interlocked.Increment(ref _executions);
    }

    /// <summary>
    /// Scratch memory of at least this size, held for the caller. Executions of a client follow each other, so one
    /// block serves them all; it stays until the client ends, as a runtime's scratchpad does.
    /// </summary>
    public DeviceMemory? HoldArena(long bytes)
    {
        if (bytes == 0)
            return null;
        lock (Space)
        {
            if (_arena is null || _arena.Bytes < bytes)
            {
                // Taken before the old one goes: executions under way may still hold that.
                var grown = DeviceMemory.Allocate(this, bytes);
                _arena?.Release();
                _arena = grown;
            }
            return _arena.Hold();
        }
    }

    public override void Destroy()
    {
        lock (Space)
        {
            _arena?.Release();
            _arena = null;
        }
        Space.Destroy();
        base.Destroy();
    }
}
