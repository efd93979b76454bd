using System.Runtime.InteropServices;

namespace Emulator.Kernels;

/// <summary>
/// Working memory of one thread, 64-byte aligned, taken and given back like a stack. Grows when a kernel asks for more than ever
/// before, so that a program that has run once allocates nothing.
/// </summary>
internal sealed unsafe class ThreadScratch
{
    private const nuint Alignment = 64;

    [ThreadStatic]
    private static ThreadScratch? _current;

    private readonly List<(nint Start, long Size)> _blocks = [];
    private int _block;
    private long _used;

    public static ThreadScratch Current => _current ??= new ThreadScratch();

    ~ThreadScratch()
    {
        foreach (var (start, _) in _blocks)
            NativeMemory.AlignedFree((void*)start);
    }

    /// <summary>Remembers how much is taken; to be given to <see cref="Release"/>.</summary>
    public (int Block, long Used) Mark() => (_block, _used);

    public void Release((int Block, long Used) mark) => (_block, _used) = mark;

    public float* Floats(long count) => (float*)Bytes(count * sizeof(float));

    public byte* Bytes(long count)
    {
        count = (count + 127) & ~63L;
        while (true)
        {
            if (_block == _blocks.Count)
                _blocks.Add(Allocate(Math.Max(count, 1 << 20)));
            var (start, size) = _blocks[_block];
            if (_used + count <= size)
            {
                var taken = (byte*)start + _used;
                _used += count;
                return taken;
            }
            if (_used == 0)
            {
                // The new block first: were there no memory for it, the old one must stay valid.
                var larger = Allocate(count);
                NativeMemory.AlignedFree((void*)start);
                _blocks[_block] = larger;
                continue;
            }
            (_block, _used) = (_block + 1, 0);
        }
    }

    private static (nint, long) Allocate(long size) => ((nint)NativeMemory.AlignedAlloc((nuint)size, Alignment), size);
}
