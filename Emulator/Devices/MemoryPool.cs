using System.Runtime.InteropServices;

namespace Emulator.Devices;

/// <summary>
/// Blocks of host memory that stand for device memory. Returned blocks are kept for the next request of the same size:
/// fresh pages cost more than most operations that fill them.
/// </summary>
internal sealed unsafe class MemoryPool
{
    public const nuint Alignment = 64;

    // What may be kept beyond what is in use.
    private const long KeptLimit = 256L << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Stack<nint>> _free = [];
    private long _kept;
    private bool _closed;

    public byte* Rent(long bytes)
    {
        var size = Round(bytes);
        lock (_lock)
        {
            if (_free.TryGetValue(size, out var blocks) && blocks.TryPop(out var block))
            {
                _kept -= size;
                return (byte*)block;
            }
        }
        return (byte*)NativeMemory.AlignedAlloc((nuint)size, Alignment);
    }

    public void Return(byte* block, long bytes)
    {
        var size = Round(bytes);
        lock (_lock)
        {
            if (!_closed && _kept + size <= KeptLimit)
            {
                if (!_free.TryGetValue(size, out var blocks))
                    _free[size] = blocks = [];
                blocks.Push((nint)block);
                _kept += size;
                return;
            }
        }
        NativeMemory.AlignedFree(block);
    }

    /// <summary>Gives back what is kept; blocks still in use follow as they are returned.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var block in _free.Values.SelectMany(b => b))
                NativeMemory.AlignedFree((void*)block);
            _free.Clear();
            _kept = 0;
        }
    }

    /// <summary>Whole cache lines, and a tail that vector kernels may read past the end.</summary>
    private static long Round(long bytes) => (bytes + (long)Alignment + 63) & ~63L;
}
