using System.Runtime.CompilerServices;
using Emulator.Execution.Workers;
using Emulator.Ir;
using Emulator.Kernels.Tiles;

namespace Emulator.Kernels.Reductions;

/// <summary>
/// Reductions that no tile can hold: over outer dimensions, or longer than a row may be. Chunks are the same whatever the number
/// of threads, and so is the result.
/// </summary>
internal static unsafe class Reduction
{
    private const long Block = 1024;
    private const long ElementsPerTask = 32 * 1024;

    /// <param name="inputs">The input, or the producer's buffers but the last.</param>
    public static void Run(ReduceShape shape, byte** inputs, byte* output, byte* scratch, Crew crew)
    {
        var context = new Context { Inputs = inputs, Output = output, Partials = scratch };
        context.Blocks = (shape.Inner + Block - 1) / Block;
        context.Units = shape.Outer * shape.Chunks * context.Blocks;
        context.Parts = Math.Min(context.Units, crew.Parts(shape.Outer * shape.Reduced * shape.Inner, ElementsPerTask));
        crew.For((int)context.Parts, &Partials, &context, shape);
        context.Units = shape.Outer * context.Blocks;
        context.Parts = Math.Min(context.Units, crew.Parts(shape.Outer * shape.Chunks * shape.Inner, ElementsPerTask));
        crew.For((int)context.Parts, &Join, &context, shape);
    }

    private static void Partials(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var shape = (ReduceShape)state!;
        for (var unit = index * context.Units / context.Parts; unit < (index + 1) * context.Units / context.Parts; unit++)
        {
            var (rest, block) = Math.DivRem(unit, context.Blocks);
            var (outer, chunk) = Math.DivRem(rest, shape.Chunks);
            var first = chunk * shape.Chunk;
            var count = Math.Min(shape.Chunk, shape.Reduced - first);
            var to = context.Partials + (rest * shape.Inner + block * Block) * shape.Class.Size();
            if (shape.Inner == 1)
                Row(shape, context.Inputs, outer * shape.Reduced + first, count, to);
            else
                Columns(shape, context.Inputs, outer * shape.Reduced + first, count, block * Block, to);
        }
    }

    private static void Row(ReduceShape shape, byte** inputs, long start, long count, byte* to)
    {
        var scratch = ThreadScratch.Current;
        var mark = scratch.Mark();
        var tile = Load(shape, inputs, start, count, scratch.Bytes(count * 8));
        TileRowCode.Run(new TileInstruction(shape.Operation, shape.Class, true, 0, 0), to, tile, 1, count);
        scratch.Release(mark);
    }

    private static void Columns(ReduceShape shape, byte** inputs, long start, long count, long column, byte* to)
    {
        var width = Math.Min(Block, shape.Inner - column);
        // Several reduced elements at a time lie side by side when the inner dimension is taken whole.
        var together = width == shape.Inner ? shape.Together : 1;
        var size = shape.Class.Size();
        var scratch = ThreadScratch.Current;
        var mark = scratch.Mark();
        var registers = stackalloc byte*[2];
        var sum = scratch.Bytes((together * width + 16) * 8);
        var tile = scratch.Bytes((together * width + 16) * 8);
        registers[0] = sum;
        long r = 0;
        for (; r + together <= count; r += together)
        {
            registers[1] = Load(shape, inputs, (start + r) * shape.Inner + column, together * width, tile);
            if (r == 0)
                Buffer.MemoryCopy(registers[1], sum, together * width * size, together * width * size);
            else
                Combine(shape, registers, together * width);
        }
        registers[0] = scratch.Bytes((width + 16) * 8);
        Buffer.MemoryCopy(sum, registers[0], width * size, width * size);
        for (long t = 1; t < together; t++)
        {
            registers[1] = tile;
            Buffer.MemoryCopy(sum + t * width * size, tile, width * size, width * size);
            Combine(shape, registers, width);
        }
        for (; r < count; r++)
        {
            registers[1] = Load(shape, inputs, (start + r) * shape.Inner + column, width, tile);
            Combine(shape, registers, width);
        }
        Buffer.MemoryCopy(registers[0], to, width * size, width * size);
        scratch.Release(mark);
    }

    private static void Join(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var shape = (ReduceShape)state!;
        var size = shape.Class.Size();
        var scratch = ThreadScratch.Current;
        var mark = scratch.Mark();
        var registers = stackalloc byte*[3];
        registers[0] = scratch.Bytes((Block + 16) * 8);
        var tile = registers[1] = scratch.Bytes((Block + 16) * 8);
        for (var unit = index * context.Units / context.Parts; unit < (index + 1) * context.Units / context.Parts; unit++)
        {
            var (outer, block) = Math.DivRem(unit, context.Blocks);
            var width = Math.Min(Block, shape.Inner - block * Block);
            for (long c = 0; c < shape.Chunks; c++)
            {
                var from = context.Partials + ((outer * shape.Chunks + c) * shape.Inner + block * Block) * size;
                Buffer.MemoryCopy(from, c == 0 ? registers[0] : tile, width * size, width * size);
                if (c > 0)
                    Combine(shape, registers, width);
            }
            if (TileRounding.Needed(shape.Input.Type))
                TileRounding.Round(shape.Input.Type, registers[0], registers[0], (width + 15) & ~15L);
            TileStores.Run(shape.Input.Type, registers[0], context.Output + (outer * shape.Inner + block * Block) * shape.Input.Type.Size(), 1, width);
        }
        scratch.Release(mark);
    }

    /// <summary>Adds register 1 to register 0.</summary>
    private static void Combine(ReduceShape shape, byte** registers, long width)
        => TileCode.Run(new TileInstruction(shape.Binary, shape.Class, false, 0, 0, 1), registers, (width + 15) & ~15L, 1, 1);

    private static byte* Load(ReduceShape shape, byte** inputs, long start, long count, byte* tile)
    {
        var access = shape.Input;
        if (shape.Producer is { } producer)
        {
            var buffers = stackalloc byte*[producer.Buffers];
            for (var i = 0; i < producer.Buffers - 1; i++)
                buffers[i] = inputs[i];
            buffers[producer.Buffers - 1] = tile - start * shape.Class.Size();
            TileRunner.Run(producer, buffers, start, start + count);
            return tile;
        }
        if (access.IsLinear && TileClasses.IsNative(access.Type) && (count % 16 == 0 || shape.Inner == 1))
            return inputs[0] + (access.Offset + start) * access.Type.Size();
        TileTransfer.Load(access, inputs[0], start, count, tile);
        return tile;
    }

    private struct Context
    {
        public byte** Inputs;
        public byte* Output, Partials;
        public long Blocks, Units, Parts;
    }
}
