using Emulator.Errors;

namespace Emulator.Devices;

/// <summary>Bytes of one device in use, against its limit.</summary>
internal sealed class MemoryAccount(string device, long limit)
{
    private readonly Lock _lock = new();
    private MemoryUse _use;

    public long Limit { get; } = limit;

    public MemoryUse Use
    {
        get
        {
            lock (_lock)
                return _use;
        }
    }

    /// <exception cref="ProgramException">RESOURCE_EXHAUSTED: nothing was taken.</exception>
    public void Take(long bytes)
    {
        lock (_lock)
        {
            var used = _use.InUse + bytes;
            if (used > Limit)
                throw ProgramException.Exhausted($"out of memory on {device}: {bytes} bytes asked, {Limit - _use.InUse} of {Limit} free");
            _use = new MemoryUse(used, Math.Max(used, _use.Peak), _use.Allocations + 1, Math.Max(bytes, _use.Largest));
        }
    }

    public void Return(long bytes)
    {
        lock (_lock)
            _use = _use with { InUse = _use.InUse - bytes };
    }
}

/// <param name="InUse">Bytes allocated now.</param>
/// <param name="Peak">The most there were.</param>
/// <param name="Allocations">How many blocks were allocated, ever.</param>
/// <param name="Largest">Bytes of the largest of them.</param>
internal readonly record struct MemoryUse(long InUse, long Peak, long Allocations, long Largest);
