using System.Runtime.CompilerServices;
using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Tiles;

namespace Emulator.Kernels.Indexing;

/// <summary>Stable sort: positions are merged, then every tensor is brought into their order.</summary>
internal static unsafe class Sorting
{
    public static void Run(SortShape shape, TileProgram? less, byte** buffers, Crew crew)
    {
        var context = new Context { Buffers = buffers };
        crew.For(checked((int)(shape.Outer * shape.Inner)), &Slice, &context, (shape, less));
    }

    private static void Slice(void* data, object? state, int index)
    {
        var buffers = Unsafe.AsRef<Context>(data).Buffers;
        var (shape, less) = ((SortShape, TileProgram?))state!;
        var (outer, inner) = Math.DivRem((long)index, shape.Inner);
        var start = outer * shape.Length * shape.Inner + inner;
        var scratch = ThreadScratch.Current;
        var mark = scratch.Mark();
        var order = (long*)scratch.Bytes(shape.Length * sizeof(long));
        var other = (long*)scratch.Bytes(shape.Length * sizeof(long));
        for (long i = 0; i < shape.Length; i++)
            order[i] = i;
        var comparer = new SortComparer(shape, less, buffers, start, scratch);
        order = Merge(order, other, shape.Length, comparer);
        for (var t = 0; t < shape.Types.Length; t++)
            Arrange(shape.Types[t].Size(), buffers[t], buffers[shape.Types.Length + t], start, shape, order);
        scratch.Release(mark);
    }

    /// <summary>Merges runs of 1, 2, 4 …; returns the array that holds the end.</summary>
    private static long* Merge(long* from, long* to, long length, in SortComparer comparer)
    {
        for (long run = 1; run < length; run *= 2)
        {
            for (long first = 0; first < length; first += 2 * run)
            {
                var middle = Math.Min(first + run, length);
                var end = Math.Min(first + 2 * run, length);
                var (left, right) = (first, middle);
                for (var at = first; at < end; at++)
                {
                    // The right one goes first only when it has to: equal elements keep their order.
                    var takeRight = left == middle || right < end && comparer.Less(from[right], from[left]) && !comparer.Less(from[left], from[right]);
                    to[at] = takeRight ? from[right++] : from[left++];
                }
            }
            var swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void Arrange(int size, byte* from, byte* to, long start, SortShape shape, long* order)
    {
        for (long i = 0; i < shape.Length; i++)
            Buffer.MemoryCopy(from + (start + order[i] * shape.Inner) * size, to + (start + i * shape.Inner) * size, size, size);
    }

    private struct Context
    {
        public byte** Buffers;
    }
}
