namespace Emulator.Planning.Memory;

/// <summary>Memory of a value while the plan is made.</summary>
internal sealed class PlannedBuffer(BufferSpace space, int index, long bytes)
{
    public BufferSpace Space { get; } = space;

    public int Index { get; } = index;

    public long Bytes { get; } = bytes;

    /// <summary>When it is first written and last read, in steps; what the arena is laid out by.</summary>
    public int First { get; private set; } = int.MaxValue;

    public int Last { get; private set; } = -1;

    public BufferRef Reference => new(Space, Index);

    public void Touch(int time)
    {
        First = Math.Min(First, time);
        Last = Math.Max(Last, time);
    }
}
