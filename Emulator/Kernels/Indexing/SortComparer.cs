using Emulator.Ir;
using Emulator.Kernels.Tiles;

namespace Emulator.Kernels.Indexing;

/// <summary>Whether the element at one position of a slice comes before the one at another.</summary>
internal readonly unsafe struct SortComparer
{
    private readonly SortShape _shape;
    private readonly TileProgram? _less;
    private readonly byte** _buffers;
    private readonly long _start;
    private readonly double* _floats;
    private readonly long* _integers;

    public SortComparer(SortShape shape, TileProgram? less, byte** buffers, long start, ThreadScratch scratch)
    {
        (_shape, _less, _start) = (shape, less, start);
        _buffers = buffers;
        if (shape.Key < 0)
            return;
        var type = shape.Types[shape.Key];
        var keys = scratch.Bytes(shape.Length * sizeof(long));
        for (long i = 0; i < shape.Length; i++)
        {
            var at = start + i * shape.Inner;
            if (!type.IsFloat())
                ((long*)keys)[i] = Elements.Long(type, buffers[shape.Key], at) ^ (type == ElementType.U64 ? long.MinValue : 0);
            else if (shape.TotalOrder)
                ((long*)keys)[i] = Order(BitConverter.DoubleToInt64Bits(Elements.Double(type, buffers[shape.Key], at)));
            else
                ((double*)keys)[i] = Elements.Double(type, buffers[shape.Key], at);
        }
        if (type.IsFloat() && !shape.TotalOrder)
            _floats = (double*)keys;
        else
            _integers = (long*)keys;
    }

    public bool Less(long a, long b)
    {
        if (_shape.Key < 0)
            return Program(a, b);
        if (_shape.Descending)
            (a, b) = (b, a);
        if (_floats != null)
            return _floats[a] < _floats[b] || _shape.OrEqual && _floats[a] == _floats[b];
        return _integers[a] < _integers[b] || _shape.OrEqual && _integers[a] == _integers[b];
    }

    private static long Order(long bits) => bits ^ ((bits >> 63) & long.MaxValue);

    private bool Program(long a, long b)
    {
        var count = _shape.Types.Length;
        var operands = stackalloc byte*[2 * count + 1];
        for (var t = 0; t < count; t++)
        {
            var size = _shape.Types[t].Size();
            operands[2 * t] = _buffers[t] + (_start + a * _shape.Inner) * size;
            operands[2 * t + 1] = _buffers[t] + (_start + b * _shape.Inner) * size;
        }
        byte holds;
        operands[2 * count] = &holds;
        TileRunner.Run(_less!, operands, 0, 1);
        return holds != 0;
    }
}
