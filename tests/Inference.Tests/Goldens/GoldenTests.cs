using Pjrt;

namespace Inference.Tests.Goldens;

/// <summary>Every reference case within its tolerance, with every tensor-parallel degree that divides its heads.</summary>
public sealed class GoldenTests(ITestOutputHelper output)
{
    public static IEnumerable<TheoryDataRow<string, int>> Due() => GoldenPlan.Due();

    /// <summary>
    /// Cases whose random weights enlarge what is rounded off beyond the bounds. With weights rounded and all else in f32,
    /// unet/sd21_f16 differs by 3.7e-2 and unet/eps_sensitive by 3.9e-2 already.
    /// </summary>
    private static readonly string[] Enlarging =
    [
        "unet/sd21_f16", "unet/sd21_layers2_f16", "unet/eps_sensitive", "t5_encoder/eps_sensitive",
        "pipelines/sd21", "pipelines/sd21_img2img", "pipelines/sdxl_inpaint", "pipelines/sdxl_refiner",
    ];

    public static IEnumerable<TheoryDataRow<string, int>> Narrow() => GoldenPlan.Due(devicesOnly: true).Where(row => row.Data.Item2 <= 2)
        .Select(row => Enlarging.Contains(row.Data.Item1) ? new(row.Data.Item1, row.Data.Item2) { Skip = "This case enlarges what bf16 rounds off beyond the bound." } : row);

    public static IEnumerable<TheoryDataRow<string, int>> Pending() => GoldenPlan.Pending();

    [Theory, MemberData(nameof(Due))]
    [Trait("Category", "Golden")]
    public Task Golden(string path, int tensorParallel) => GoldenRun.RunAsync(path, tensorParallel, GoldenPlugin.UnderTest, output);

    [Theory, MemberData(nameof(Narrow))]
    [Trait("Category", "GoldenNarrow")]
    public Task In_bfloat16(string path, int tensorParallel) =>
        GoldenRun.RunAsync(path, tensorParallel, GoldenPlugin.UnderTest, output, ElementType.BF16);

    [Theory, MemberData(nameof(Pending))]
    [Trait("Category", "GoldenPending")]
    public Task Not_built_yet(string path, int tensorParallel) => GoldenRun.RunAsync(path, tensorParallel, GoldenPlugin.UnderTest, output);
}
