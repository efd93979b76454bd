namespace Fleet;

/// <summary>
/// A model of random weights: published layout, no training. It shows that a fleet runs, and what it costs, where the checkpoint
/// itself is not at hand. The compile job makes it where it is missing.
/// </summary>
/// <param name="Configuration">A folder in the layout of published models that holds their configurations alone.</param>
/// <param name="Seed">The same seed makes the same weights.</param>
public sealed record RandomWeights(string Configuration, long Seed);
