using Emulator.Planning.Memory;

namespace Emulator.Planning.Steps;

/// <summary>A step with bodies that the executor enters.</summary>
internal abstract record ControlStep(BufferRef[] Buffers) : PlanStep(Buffers);

/// <summary>Runs <paramref name="Condition"/>, then as long as the predicate in the only buffer holds, <paramref name="Body"/> and it again.</summary>
internal sealed record WhileStep(BufferRef[] Buffers, PlanStep[] Condition, PlanStep[] Body) : ControlStep(Buffers);

/// <summary>Runs one of the branches: of a predicate the first when it holds; of an i32 that index, the last when there is none.</summary>
internal sealed record BranchStep(BufferRef[] Buffers, bool IsPredicate, PlanStep[][] Branches) : ControlStep(Buffers);
