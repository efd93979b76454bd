using Emulator.Ir;

namespace Emulator.Kernels.Tiles;

/// <summary>Runs a tile program over a range of its flat index, one tile after the other, registers in the first-level cache.</summary>
internal static unsafe class TileRunner
{
    /// <param name="program">What to run.</param>
    /// <param name="buffers">The step's buffers, by the numbers that the program's accesses use.</param>
    /// <param name="start">First element; the start of a row.</param>
    /// <param name="end">After the last element; the end of a row.</param>
    public static void Run(TileProgram program, byte** buffers, long start, long end)
    {
        var scratch = ThreadScratch.Current;
        var mark = scratch.Mark();
        var slots = scratch.Bytes(program.Registers * program.RegisterBytes);
        var registers = (byte**)scratch.Bytes(program.Registers * sizeof(byte*));
        for (var r = 0; r < program.Registers; r++)
            registers[r] = slots + r * program.RegisterBytes;
        foreach (var constant in program.Constants)
            Fill(constant, registers[constant.Register], program);
        for (var at = start; at < end; at += program.TileLength)
            Tile(program, buffers, registers, slots, at, Math.Min(program.TileLength, end - at), at == start);
        scratch.Release(mark);
    }

    private static void Tile(TileProgram program, byte** buffers, byte** registers, byte* slots, long start, long count, bool first)
    {
        var firstRow = start / program.RowLength;
        var rows = count / program.RowLength;
        foreach (var input in program.Inputs)
        {
            // What repeats within a tile is the same in all: it is still there.
            if (!first && IsRepeated(program, input))
                continue;
            var (from, length) = input.PerRow ? (firstRow, rows) : (start, count);
            if (input.IsLinear && TileClasses.IsNative(input.Type) && length % 16 == 0)
            {
                registers[input.Register] = buffers[input.Operand] + (input.Offset + from) * input.Type.Size();
                continue;
            }
            registers[input.Register] = slots + input.Register * program.RegisterBytes;
            TileTransfer.Load(input, buffers[input.Operand], from, length, registers[input.Register]);
        }
        foreach (var iota in program.Iotas)
            TileIotas.Fill(iota, registers[iota.Register], start, count);
        foreach (var output in program.Outputs)
        {
            if (IsDirect(program, output, rows, count))
                registers[output.Register] = buffers[output.Operand] + (output.Offset + (output.PerRow ? firstRow : start)) * output.Type.Size();
        }
        var full = (count + 15) & ~15L;
        var perRow = (rows + 15) & ~15L;
        foreach (ref readonly var code in program.Code.AsSpan())
            TileCode.Run(code, registers, code.PerRow ? perRow : full, rows, program.RowLength);
        foreach (var output in program.Outputs)
        {
            if (IsDirect(program, output, rows, count))
                continue;
            var (from, length) = output.PerRow ? (firstRow, rows) : (start, count);
            TileTransfer.Store(output, buffers[output.Operand], from, length, registers[output.Register]);
        }
        foreach (var output in program.Outputs)
        {
            if (output.IsDirect)
                registers[output.Register] = slots + output.Register * program.RegisterBytes;
        }
    }

    private static bool IsRepeated(TileProgram program, TileAccess input)
        => input.Period > 0 && !input.PerRow && program.TileLength % input.Period == 0;

    private static bool IsDirect(TileProgram program, TileAccess output, long rows, long count)
        => output.IsDirect && (output.PerRow ? rows : count) % 16 == 0;

    private static void Fill(TileConstant constant, byte* register, TileProgram program)
    {
        var count = program.RegisterBytes / constant.Class.Size();
        if (constant.Class.Size() == 8)
            TileLoops.Fill(register, constant.Bits, count / 16 * 16);
        else
            TileLoops.Fill(register, (uint)constant.Bits, count / 16 * 16);
    }
}
