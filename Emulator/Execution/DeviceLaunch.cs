namespace Emulator.Execution;

/// <summary>
/// Memory of one process (replica-major: replica × partitions + partition) for one execution. All blocks are 64-byte
/// aligned and belong to the caller, who keeps them until the execution is over.
/// </summary>
/// <remarks>
/// Where the program aliases parameter p to result r, <c>Results[r] == Parameters[p]</c> always: for a buffer that
/// must survive, the caller has copied it first. No other blocks overlap, except that one buffer may be several
/// parameters. A block of zero bytes may be null.
/// </remarks>
internal unsafe readonly struct DeviceLaunch(byte** parameters, byte** results, byte* arena)
{
    /// <summary>One pointer for each parameter of <c>@main</c>.</summary>
    public byte** Parameters { get; } = parameters;

    /// <summary>One pointer for each result of <c>@main</c>.</summary>
    public byte** Results { get; } = results;

    /// <summary>Scratch memory of the program's size per device; its content is undefined.</summary>
    public byte* Arena { get; } = arena;
}
