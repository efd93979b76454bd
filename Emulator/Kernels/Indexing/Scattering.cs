using Emulator.Ir;
using Emulator.Kernels.Tiles;

namespace Emulator.Kernels.Indexing;

/// <summary>Combines updates into tensors one element after the other, in the order of the updates: the same result always.</summary>
internal static unsafe class Scattering
{
    private const int MostDimensions = 16;

    /// <param name="combine">New elements from the old ones and the updates; null: the update itself.</param>
    /// <param name="buffers">Indices, inputs, updates.</param>
    /// <param name="count">How many buffers.</param>
    public static void Run(ScatterShape shape, TileProgram? combine, byte** buffers, int count)
    {
        var inputs = buffers + 1;
        var updates = inputs + (count - 1) / 2;
        var total = shape.Batch.Aggregate(1L, (product, dim) => product * dim);
        var window = shape.Window.Aggregate(1L, (product, dim) => product * dim);
        var start = stackalloc long[MostDimensions];
        for (long b = 0; b < total; b++)
        {
            var update = Start(shape, buffers[0], b, start);
            for (long w = 0; w < window; w++)
            {
                if (Element(shape, start, w, out var offset) is var at and >= 0)
                    Combine(shape, combine, inputs, updates, at, update + offset);
            }
        }
    }

    /// <summary>The first element of a window in the inputs; returns its place in the updates.</summary>
    private static long Start(ScatterShape shape, byte* indices, long batch, long* start)
    {
        new Span<long>(start, shape.Dims.Length).Clear();
        long update = 0, at = 0;
        for (var d = shape.Batch.Length - 1; d >= 0; d--)
        {
            var i = batch % shape.Batch[d];
            batch /= shape.Batch[d];
            update += i * shape.BatchUpdate[d];
            at += i * shape.BatchIndex[d];
            if (shape.BatchInput[d] >= 0)
                start[shape.BatchInput[d]] = i;
        }
        for (var k = 0; k < shape.StartDims.Length; k++)
            start[shape.StartDims[k]] = Elements.Long(shape.IndexType, indices, at + k * shape.IndexStride);
        return update;
    }

    /// <summary>Where an element of the window goes in the inputs; -1 when outside.</summary>
    private static long Element(ScatterShape shape, long* start, long index, out long update)
    {
        update = 0;
        var position = stackalloc long[MostDimensions];
        for (var d = 0; d < shape.Dims.Length; d++)
            position[d] = start[d];
        for (var d = shape.Window.Length - 1; d >= 0; d--)
        {
            var i = index % shape.Window[d];
            index /= shape.Window[d];
            position[shape.WindowDims[d]] += i;
            update += i * shape.WindowUpdate[d];
        }
        long at = 0;
        for (var d = 0; d < shape.Dims.Length; d++)
        {
            if (position[d] < 0 || position[d] >= shape.Dims[d])
                return -1;
            at += position[d] * shape.Strides[d];
        }
        return at;
    }

    private static void Combine(ScatterShape shape, TileProgram? combine, byte** inputs, byte** updates, long at, long update)
    {
        var count = shape.Types.Length;
        var elements = stackalloc byte*[2 * count];
        for (var i = 0; i < count; i++)
        {
            var size = shape.Types[i].Size();
            elements[i] = inputs[i] + at * size;
            elements[count + i] = updates[i] + update * size;
        }
        if (combine is not null)
            TileRunner.Run(combine, elements, 0, 1);
        else
            Buffer.MemoryCopy(elements[1], elements[0], shape.Types[0].Size(), shape.Types[0].Size());
    }
}
