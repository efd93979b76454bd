namespace Inference.Artifacts;

/// <summary>Where in a store the attempts to compile one program lie.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Accelerator">Name of the accelerator.</param>
/// <param name="Component">Component of the model, as in the checkpoint.</param>
/// <param name="Key">Key of the program on its target.</param>
public sealed record ArtifactAddress(string Model, string Accelerator, string Component, ArtifactKey Key)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Model}/{Accelerator}/{Component}/{Key}";
}
