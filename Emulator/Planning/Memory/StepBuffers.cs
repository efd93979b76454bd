namespace Emulator.Planning.Memory;

/// <summary>The buffers of a step being planned, each once.</summary>
internal sealed class StepBuffers
{
    private readonly List<PlannedBuffer> _buffers = [];

    public BufferRef[] References => [.. _buffers.Select(b => b.Reference)];

    public PlannedBuffer[] Touched => [.. _buffers];

    public int Add(PlannedBuffer buffer)
    {
        var index = _buffers.IndexOf(buffer);
        if (index >= 0)
            return index;
        _buffers.Add(buffer);
        return _buffers.Count - 1;
    }
}
