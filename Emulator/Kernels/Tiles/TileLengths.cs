namespace Emulator.Kernels.Tiles;

/// <summary>How long tiles are: about a thousand elements fit the first-level cache and make the cost of an instruction's start small.</summary>
internal static class TileLengths
{
    private const long Usual = 1024;
    private const long Longest = 4096;
    private const long Vector = 16;

    /// <summary>A multiple of the rows' length and, where that is not too long, of what repeats and of a vector.</summary>
    public static long Choose(long rowLength, TileAccess[] inputs)
    {
        var unit = rowLength;
        foreach (var input in inputs)
        {
            if (input.Period > 1 && !input.PerRow)
                unit = Within(unit, input.Period);
        }
        unit = Within(unit, Vector);
        return unit * Math.Max(1, Usual / unit);
    }

    private static long Within(long unit, long other)
    {
        var common = unit / Divisor(unit, other) * other;
        return common <= Longest ? common : unit;
    }

    private static long Divisor(long a, long b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
