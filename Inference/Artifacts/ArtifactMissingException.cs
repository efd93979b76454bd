using Pjrt;

namespace Inference.Artifacts;

/// <summary>The store has nothing for a program that can be loaded, and it may not be compiled here.</summary>
/// <param name="address">Its address.</param>
/// <param name="stage">Its stage.</param>
/// <param name="root">The store.</param>
/// <param name="refusal">Why the plugin refused the last of what the store has; null when it has nothing.</param>
public sealed class ArtifactMissingException(ArtifactAddress address, string stage, string root, PjrtException? refusal = null) : Exception(
    $"No compiled artifact for {address.Component} '{stage}' of {address.Model} on {address.Accelerator}: "
    + (refusal is null ? $"key {address.Key} is not in {root}" : $"the plugin refuses what {root} has for key {address.Key} ({refusal.Message})")
    + ". Run the compile job for this fleet with the same plugin and Artifacts:Path.", refusal)
{
    /// <summary>The address that was looked up.</summary>
    public ArtifactAddress Address { get; } = address;
}
