using Emulator.Planning.Memory;

namespace Emulator.Planning.Steps;

/// <summary>One thing to do at run time: a kernel with all it needs but the addresses.</summary>
/// <param name="Buffers">What it reads and writes, in the kernel's order.</param>
internal abstract record PlanStep(BufferRef[] Buffers);
