namespace Emulator.Ir;

/// <summary>Arguments and operations in order; the last one is the terminator (return).</summary>
internal sealed class Block(Value[] arguments, Operation[] operations, Location location)
{
    public Value[] Arguments { get; } = arguments;

    public Operation[] Operations { get; } = operations;

    public Location Location { get; } = location;

    /// <summary>The return that ends the block; the verifier has seen that it is there.</summary>
    public Operation Terminator => Operations[^1];
}
