using System.Runtime.CompilerServices;
using Emulator.Execution.Workers;

namespace Emulator.Kernels.Tiles;

/// <summary>Runs a whole tile program, its tiles spread over the crew.</summary>
internal static unsafe class TileLoop
{
    /// <summary>Elements times instructions that are worth waking a thread for.</summary>
    private const long WorkPerTask = 64 * 1024;

    public static void Run(TileProgram program, byte** buffers, Crew crew)
    {
        var tiles = (program.Count + program.TileLength - 1) / program.TileLength;
        var work = program.Count * (program.Code.Length + program.Inputs.Length + program.Outputs.Length);
        var context = new Context { Buffers = buffers, Tiles = tiles, Parts = Math.Min(tiles, crew.Parts(work, WorkPerTask)) };
        crew.For((int)context.Parts, &Task, &context, program);
    }

    private static void Task(void* data, object? state, int index)
    {
        ref var context = ref Unsafe.AsRef<Context>(data);
        var program = (TileProgram)state!;
        var first = index * context.Tiles / context.Parts * program.TileLength;
        var end = Math.Min(program.Count, (index + 1) * context.Tiles / context.Parts * program.TileLength);
        TileRunner.Run(program, context.Buffers, first, end);
    }

    private struct Context
    {
        public byte** Buffers;
        public long Tiles, Parts;
    }
}
