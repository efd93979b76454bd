using Compiler.Units;
using Inference.Artifacts;

namespace Compiler.Jobs;

/// <summary>How one program fared: an outcome, or why there is none.</summary>
internal sealed record ProgramResult(PlannedProgram Planned, ArtifactOutcome? Outcome, string? Error);
