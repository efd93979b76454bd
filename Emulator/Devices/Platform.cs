using Emulator.Api;

namespace Emulator.Devices;

/// <summary>Name and version of the plugin. The version changes with every change of its code: an executable serialised by other code is not loaded.</summary>
internal static class Platform
{
    public static PinnedText Name { get; } = new("emulated");

    public static PinnedText Version { get; } = new($"emulated {typeof(Platform).Assembly.GetName().Version?.ToString(3)} {typeof(Platform).Module.ModuleVersionId:N}");
}
