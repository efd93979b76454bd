using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>What a check may need beyond the operation: the module, and how many processes run it.</summary>
internal sealed record VerificationContext(Module Module, int Replicas, int Partitions);
