using Shared;

namespace Pjrt.Tests;

/// <summary>The plugins that every test of the suite runs on.</summary>
internal static class Plugins
{
    public static TheoryData<string> All => [RealPlugins.Newer, RealPlugins.Older];

    public static PjrtPlugin Load(string name) => RealPlugins.LoadOrSkip(name);

    public static PjrtClient Open(string name, int devices = 1) => Load(name).CreateClient(cores: devices);
}
