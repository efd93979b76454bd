using System.Runtime.InteropServices;

namespace Emulator.Tests.Kernels;

/// <summary>Aligned native memory of a test, with a guard behind it that must stay as it is.</summary>
internal sealed unsafe class NativeArray<T> : IDisposable
    where T : unmanaged
{
    private const int GuardBytes = 64;
    private const byte Guard = 0xA5;
    private readonly byte* _memory;

    public NativeArray(int length)
    {
        Length = length;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)(length * sizeof(T) + GuardBytes), 64);
        new Span<byte>(_memory + length * sizeof(T), GuardBytes).Fill(Guard);
    }

    public NativeArray(ReadOnlySpan<T> values)
        : this(values.Length) => values.CopyTo(Span);

    public int Length { get; }

    public byte* Pointer => _memory;

    public Span<T> Span => new(_memory, Length);

    public bool IsGuardIntact => new Span<byte>(_memory + Length * sizeof(T), GuardBytes).IndexOfAnyExcept(Guard) < 0;

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
