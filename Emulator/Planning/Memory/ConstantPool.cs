using Emulator.Ir;

namespace Emulator.Planning.Memory;

/// <summary>The program's constants, each once.</summary>
internal sealed class ConstantPool
{
    private readonly Dictionary<DenseAttribute, PlannedBuffer> _known = new(ReferenceEqualityComparer.Instance);
    private readonly List<byte[]> _data = [];

    /// <summary>The bytes of each constant.</summary>
    public byte[][] Data => [.. _data];

    public PlannedBuffer Add(DenseAttribute constant)
    {
        if (_known.TryGetValue(constant, out var known))
            return known;
        var buffer = new PlannedBuffer(BufferSpace.Constant, _data.Count, constant.Data.Length);
        _data.Add(constant.Data);
        return _known[constant] = buffer;
    }
}
