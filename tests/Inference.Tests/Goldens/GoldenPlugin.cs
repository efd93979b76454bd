using Emulator;
using Pjrt;

namespace Inference.Tests.Goldens;

/// <summary>The PJRT plugin under test: the emulator, or the library that GOLDENS_PLUGIN names.</summary>
internal sealed class GoldenPlugin(string name, Func<PjrtPlugin> load)
{
    private readonly Lazy<PjrtPlugin> _plugin = new(load);

    public static GoldenPlugin UnderTest { get; } = Environment.GetEnvironmentVariable("GOLDENS_PLUGIN") is { Length: > 0 } path
        ? new GoldenPlugin(Path.GetFileName(path), () => PjrtPlugin.Load(path))
        : new GoldenPlugin("emulator", () => PjrtPlugin.FromFunctionTable(EmulatorPlugin.GetPjrtApi()));

    public string Name => name;

    /// <summary>A new client with that many devices; the caller disposes of it.</summary>
    public PjrtClient CreateClient(int devices) => _plugin.Value.CreateClient(
        name == "emulator" ? new Dictionary<string, PjrtValue> { ["device_count"] = (long)devices } : null, devices);
}
