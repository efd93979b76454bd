using System.Collections.Concurrent;
using Emulator.Api;
using Emulator.Ir;

namespace Emulator.Buffers;

/// <summary>A tensor type whose dimensions callers may read in place. One object for each type: compared by reference.</summary>
internal sealed unsafe class DeviceShape
{
    private static readonly ConcurrentDictionary<TensorType, DeviceShape> Known = new();

    private readonly long[] _dims;
    private readonly long[] _minorToMajor;

    private DeviceShape(TensorType type)
    {
        Type = type;
        _dims = Pinned.Copy<long>(type.Dims);
        _minorToMajor = Pinned.New<long>(type.Rank);
        for (var i = 0; i < type.Rank; i++)
            _minorToMajor[i] = type.Rank - 1 - i;
    }

    public TensorType Type { get; }

    public long Bytes => Type.ByteSize;

    public nuint Rank => (nuint)_dims.Length;

    public long* Dims => Pinned.Pointer(_dims);

    /// <summary>The only layout there is: row-major.</summary>
    public long* MinorToMajor => Pinned.Pointer(_minorToMajor);

    public static DeviceShape Of(TensorType type) => Known.GetOrAdd(type, static t => new DeviceShape(t));

    public override string ToString() => Type.ToString();
}
