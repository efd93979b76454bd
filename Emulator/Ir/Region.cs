namespace Emulator.Ir;

/// <summary>A body of an operation. StableHLO has one block in each; it may use values of the blocks around it (if, case, while).</summary>
internal sealed class Region(Block body)
{
    public Block Body { get; } = body;
}
