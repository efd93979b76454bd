using Shared;

namespace Inference.Tests.Goldens;

/// <summary>The same cases on XLA's CPU plugin, made by others: it tells whether the programs are right, whatever the emulator does.</summary>
public sealed class GoldenRealPluginTests(ITestOutputHelper output)
{
    private static readonly GoldenPlugin Newer = new(RealPlugins.Newer, () => RealPlugins.LoadOrSkip(RealPlugins.Newer));

    /// <summary>XLA compiles each of these for up to half a minute, and what is in them is in others too: run with <c>GOLDENS=all</c>.</summary>
    private static readonly (string Path, int Degree)[] Long =
    [
        ("unet/sd21_f16", 1), ("unet/eps_sensitive", 1), ("pipelines/tiny_flux", 2), ("pipelines/tiny_flux", 4),
        ("pipelines/flux_img2img", 1), ("pipelines/flux_inpaint", 1), ("pipelines/flux_schnell", 1),
    ];

    public static IEnumerable<TheoryDataRow<string, int>> Due() => GoldenPlan.Due(otherPlugins: true) is var due && due.Any()
        ? due.Select(row => Long.Contains(row.Data) && Environment.GetEnvironmentVariable("GOLDENS") != "all" ? new(row.Data.Item1, row.Data.Item2) { Skip = "XLA takes long to compile it; GOLDENS=all runs it." } : row)
        : [new("none", 1) { Skip = "No case of this folder runs on devices yet." }];

    [Theory, MemberData(nameof(Due))]
    [Trait("Category", "GoldenRealPlugin")]
    public Task Golden(string path, int tensorParallel)
    {
        RealPlugins.FindOrSkip(RealPlugins.Newer);
        return GoldenRun.RunAsync(path, tensorParallel, Newer, output);
    }
}
