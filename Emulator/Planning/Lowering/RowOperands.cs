using Emulator.Kernels.Tiles;

namespace Emulator.Planning.Lowering;

/// <summary>Takes a row's value as an operand where it was repeated along the row for one instruction's sake.</summary>
internal static class RowOperands
{
    /// <summary>Shorter rows are cheaper as whole tiles.</summary>
    private const long ShortestRow = 32;

    public static void Use(List<TileInstruction> code, List<TileAccess> outputs, long rowLength)
    {
        if (rowLength < ShortestRow)
            return;
        var expanded = code.Where(c => c.Op == TileOp.Expand).ToDictionary(c => c.Target, c => c.A);
        for (var i = 0; i < code.Count; i++)
        {
            var instruction = code[i];
            if (instruction.PerRow || !TileRowOperands.Supports(instruction))
                continue;
            var (first, second) = (expanded.ContainsKey(instruction.A), expanded.ContainsKey(instruction.B));
            if (first == second)
                continue;
            code[i] = first
                ? instruction with { A = expanded[instruction.A], RowOperand = 1 }
                : instruction with { B = expanded[instruction.B], RowOperand = 2 };
        }
        code.RemoveAll(c => c.Op == TileOp.Expand && !outputs.Exists(o => o.Register == c.Target)
            && !code.Exists(u => u.Target != c.Target && (u.A == c.Target || u.B == c.Target || u.C == c.Target)));
    }
}
