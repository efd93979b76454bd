namespace Emulator.Planning.Memory;

/// <summary>
/// Places the arena's buffers so that those alive at once do not overlap: large ones first, each in the smallest gap that it fits.
/// </summary>
internal static class ArenaLayout
{
    private const long Alignment = 64;

    /// <summary>Offsets in the order of the buffers, and the bytes of the arena.</summary>
    public static (long[] Offsets, long Bytes) Of(List<PlannedBuffer> buffers)
    {
        var offsets = new long[buffers.Count];
        var placed = new List<PlannedBuffer>();
        long total = 0;
        foreach (var buffer in buffers.Where(b => b.Last >= 0).OrderByDescending(b => b.Bytes).ThenBy(b => b.Index))
        {
            var size = Size(buffer);
            var offset = Gap(buffer, size, placed, offsets);
            offsets[buffer.Index] = offset;
            total = Math.Max(total, offset + size);
            placed.Add(buffer);
        }
        return (offsets, total);
    }

    private static long Size(PlannedBuffer buffer) => (buffer.Bytes + Alignment - 1) / Alignment * Alignment;

    private static long Gap(PlannedBuffer buffer, long size, List<PlannedBuffer> placed, long[] offsets)
    {
        var alive = placed.FindAll(p => p.First <= buffer.Last && buffer.First <= p.Last);
        alive.Sort((a, b) => offsets[a.Index].CompareTo(offsets[b.Index]));
        long at = 0, best = -1, bestSize = long.MaxValue;
        foreach (var other in alive)
        {
            var gap = offsets[other.Index] - at;
            if (gap >= size && gap < bestSize)
                (best, bestSize) = (at, gap);
            at = Math.Max(at, offsets[other.Index] + Size(other));
        }
        return best >= 0 ? best : at;
    }
}
