using Pjrt;

namespace Inference.Tests.Goldens;

/// <summary>Every reference case within its tolerance, with every tensor-parallel degree that divides its heads.</summary>
public sealed class GoldenTests(ITestOutputHelper output)
{
    public static IEnumerable<TheoryDataRow<string, int>> Due() => GoldenPlan.Due();

    public static IEnumerable<TheoryDataRow<string, int>> Narrow() => GoldenPlan.Due(devicesOnly: true).Where(row => row.Data.Item2 <= 2);

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
