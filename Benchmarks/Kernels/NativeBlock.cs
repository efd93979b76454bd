using System.Runtime.InteropServices;

namespace Benchmarks.Kernels;

/// <summary>Aligned memory, filled with small numbers.</summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    public NativeBlock(long bytes)
    {
        Pointer = (byte*)NativeMemory.AlignedAlloc((nuint)bytes + 64, 64);
        var random = new Random(1);
        for (long i = 0; i < bytes / sizeof(float); i++)
            ((float*)Pointer)[i] = random.NextSingle() - 0.5f;
    }

    public byte* Pointer { get; }

    public void Dispose() => NativeMemory.AlignedFree(Pointer);
}
