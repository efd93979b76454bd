using Pjrt;

namespace Inference.Artifacts;

/// <summary>What programs are compiled for: an executable loads only where all of this is the same.</summary>
/// <param name="Platform">The plugin's platform name.</param>
/// <param name="PlatformVersion">The plugin's version text.</param>
/// <param name="DeviceKind">The vendor's name of the devices.</param>
/// <param name="Topology">Number and ids of the devices that the process sees.</param>
/// <param name="Libraries">API version, attributes and build of the plugin, and compilers outside of it.</param>
/// <param name="Flags">Flags that compilers take from the environment.</param>
public sealed record ArtifactTarget(
    string Platform, string PlatformVersion, string DeviceKind, string Topology, string Libraries, string Flags = "")
{
    /// <summary>The target that a client's devices are.</summary>
    /// <param name="plugin">The client's plugin.</param>
    /// <param name="client">The client.</param>
    /// <param name="settings">Those that both were opened with.</param>
    /// <param name="flags">Flags that its compilers take from the environment.</param>
    public static ArtifactTarget Of(PjrtPlugin plugin, PjrtClient client, DeviceSettings settings, string flags = "")
    {
        var attributes = plugin.Attributes.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}={item.Value}");
        var ids = client.Devices.Select(device => device.Id);
        return new ArtifactTarget(
            client.PlatformName,
            client.PlatformVersion,
            string.Join(',', client.Devices.Select(device => device.Kind).Distinct()),
            $"{client.Devices.Count}: {string.Join(',', ids)}",
            string.Join(';', [$"pjrt={plugin.ApiVersion}", $"build={plugin.Build}", $"compiler={settings.CompilerVersion}", .. attributes]),
            flags);
    }
}
