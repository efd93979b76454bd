namespace Inference.Artifacts;

/// <summary>A program is not in the store, and may not be compiled here.</summary>
/// <param name="address">Its address.</param>
/// <param name="stage">Its stage.</param>
/// <param name="root">The store.</param>
public sealed class ArtifactMissingException(ArtifactAddress address, string stage, string root) : Exception(
    $"No compiled artifact for {address.Component} '{stage}' of {address.Model} on {address.Accelerator}: key {address.Key} is not in "
    + $"{root}. Run the compile job for this fleet with the same plugin and Artifacts:Path.")
{
    /// <summary>The address that was looked up.</summary>
    public ArtifactAddress Address { get; } = address;
}
