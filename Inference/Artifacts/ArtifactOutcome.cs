namespace Inference.Artifacts;

/// <summary>What happened to one program.</summary>
/// <param name="Address">Its address in the store.</param>
/// <param name="Hit">It was in the store already.</param>
/// <param name="CompileTime">Time to compile, serialise and store it; zero for a hit.</param>
public sealed record ArtifactOutcome(ArtifactAddress Address, bool Hit, TimeSpan CompileTime);
