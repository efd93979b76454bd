using Emulator.Buffers;
using Emulator.Devices;

namespace Emulator.Api.Compilation;

/// <summary>Types, dimensions and memory kinds of a program's results (and kinds of its parameters), laid out for native callers.</summary>
internal sealed unsafe class OutputDescription
{
    private readonly int[] _types;
    private readonly nuint[] _ranks;
    private readonly long[] _dims;
    private readonly nint[] _kinds;
    private readonly nuint[] _kindLengths;

    public OutputDescription(DeviceShape[] results, int parameters)
    {
        _types = Pinned.Copy<int>(Array.ConvertAll(results, r => (int)r.Type.Element));
        _ranks = Pinned.Copy<nuint>(Array.ConvertAll(results, r => r.Rank));
        _dims = Pinned.Copy<long>(results.SelectMany(r => r.Type.Dims).ToArray());
        _kinds = Pinned.New<nint>(Math.Max(results.Length, parameters));
        _kindLengths = Pinned.New<nuint>(_kinds.Length);
        Array.Fill(_kinds, (nint)MemorySpace.Kind.Pointer);
        Array.Fill(_kindLengths, MemorySpace.Kind.Length);
    }

    public nuint Count => (nuint)_types.Length;

    public int* Types => Pinned.Pointer(_types);

    public nuint* Ranks => Pinned.Pointer(_ranks);

    /// <summary>The dimensions of all results, one after the other.</summary>
    public long* Dims => Pinned.Pointer(_dims);

    public byte** MemoryKinds => (byte**)Pinned.Pointer(_kinds);

    public nuint* MemoryKindLengths => Pinned.Pointer(_kindLengths);
}
