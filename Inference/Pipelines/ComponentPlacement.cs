namespace Inference.Pipelines;

/// <summary>Where one component runs, and whether it is divided.</summary>
/// <param name="Component">Its folder.</param>
/// <param name="Devices">Ids of its devices, one per shard.</param>
/// <param name="Note">Why it is not divided as asked, to be logged; null when it is.</param>
public sealed record ComponentPlacement(string Component, IReadOnlyList<int> Devices, string? Note)
{
    /// <summary>Shards that its weights are divided into.</summary>
    public int TensorParallel => Devices.Count;

    /// <summary>A component that never is divided: it runs on the first device.</summary>
    internal static ComponentPlacement Whole(string component, IReadOnlyList<int> devices) => new(component, [devices[0]], null);

    /// <summary>A component that is divided over all its devices when its heads allow it, and runs whole on the first when not.</summary>
    internal static ComponentPlacement Of(string component, IReadOnlyList<int> devices, Func<int, bool> divides, int heads) =>
        divides(devices.Count)
            ? new(component, devices, null)
            : new(component, [devices[0]], $"{component} is not sharded: its {heads} heads and feed-forward do not divide over {devices.Count} devices; it runs whole on device {devices[0]}.");

    /// <summary>A UNet, each of whose layers is divided by itself: those whose heads do not divide run whole on every device.</summary>
    internal static ComponentPlacement Layerwise(IReadOnlyList<int> devices, Models.UNetConfig config)
    {
        var whole = Models.UNetLayer.Of(config).Select(layer => layer.Heads).Where(heads => heads % devices.Count != 0).Distinct().Order().ToArray();
        return new(Models.UNet.Component, devices, whole.Length == 0 ? null
            : $"unet: its layers of {string.Join(" and ", whole)} heads do not divide over {devices.Count} devices; they run whole on each of them.");
    }

    /// <inheritdoc/>
    public override string ToString() => Note ?? $"{Component} on {(TensorParallel == 1 ? "device" : "devices")} {string.Join(", ", Devices)}";
}
