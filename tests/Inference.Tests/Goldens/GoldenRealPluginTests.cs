using Shared;

namespace Inference.Tests.Goldens;

/// <summary>The same cases on XLA's CPU plugin, made by others: it tells whether the programs are right, whatever the emulator does.</summary>
public sealed class GoldenRealPluginTests(ITestOutputHelper output)
{
    private static readonly GoldenPlugin Newer = new(RealPlugins.Newer, () => RealPlugins.LoadOrSkip(RealPlugins.Newer));

    public static IEnumerable<TheoryDataRow<string, int>> Due() => GoldenPlan.Due(otherPlugins: true) is var due && due.Any()
        ? due
        : [new("none", 1) { Skip = "No case of this folder runs on devices yet." }];

    [Theory, MemberData(nameof(Due))]
    [Trait("Category", "GoldenRealPlugin")]
    public Task Golden(string path, int tensorParallel)
    {
        RealPlugins.FindOrSkip(RealPlugins.Newer);
        return GoldenRun.RunAsync(path, tensorParallel, Newer, output);
    }
}
