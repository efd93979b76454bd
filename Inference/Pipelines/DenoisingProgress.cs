using Inference.Images;

namespace Inference.Pipelines;

/// <summary>One denoising step is done.</summary>
/// <param name="Step">Which one, from 1.</param>
/// <param name="Steps">Of how many.</param>
/// <param name="Duration">Time the step took, a partial picture not counted.</param>
/// <param name="Partial">The picture as the model predicts it now, when the request asked for one here.</param>
public sealed record DenoisingProgress(int Step, int Steps, TimeSpan Duration, RgbImage? Partial);
