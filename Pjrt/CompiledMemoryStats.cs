namespace Pjrt;

/// <summary>What one execution needs on each device, in bytes, as the compiler planned it.</summary>
/// <param name="GeneratedCode">Code on the device.</param>
/// <param name="Arguments">All arguments.</param>
/// <param name="Outputs">All outputs.</param>
/// <param name="Aliases">Outputs that reuse donated arguments.</param>
/// <param name="Temporaries">Scratch memory.</param>
public sealed record CompiledMemoryStats(
    long GeneratedCode, long Arguments, long Outputs, long Aliases, long Temporaries);
