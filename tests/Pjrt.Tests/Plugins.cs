using Emulator;
using Shared;

namespace Pjrt.Tests;

/// <summary>The plugins that every test of the suite runs on.</summary>
internal static class Plugins
{
    public const string Emulator = "emulator";

    public static TheoryData<string> All => [Emulator, RealPlugins.Newer, RealPlugins.Older];

    public static PjrtPlugin Load(string name) => name == Emulator
        ? PjrtPlugin.FromFunctionTable(EmulatorPlugin.GetPjrtApi())
        : RealPlugins.LoadOrSkip(name);

    public static PjrtClient Open(string name, int devices = 1) => name == Emulator
        ? Load(name).CreateClient(new Dictionary<string, PjrtValue> { ["device_kind"] = "trn1", ["device_count"] = devices })
        : Load(name).CreateClient(cores: devices);
}
