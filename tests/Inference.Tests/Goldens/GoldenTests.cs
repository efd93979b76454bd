namespace Inference.Tests.Goldens;

/// <summary>Every reference case within its tolerance, with every tensor-parallel degree that divides its heads.</summary>
public sealed class GoldenTests(ITestOutputHelper output)
{
    public static IEnumerable<TheoryDataRow<string, int>> Due() => GoldenPlan.Due();

    public static IEnumerable<TheoryDataRow<string, int>> Pending() => GoldenPlan.Pending();

    [Theory, MemberData(nameof(Due))]
    [Trait("Category", "Golden")]
    public Task Golden(string path, int tensorParallel) => GoldenRun.RunAsync(path, tensorParallel, GoldenPlugin.UnderTest, output);

    [Theory, MemberData(nameof(Pending))]
    [Trait("Category", "GoldenPending")]
    public Task Not_built_yet(string path, int tensorParallel) => GoldenRun.RunAsync(path, tensorParallel, GoldenPlugin.UnderTest, output);
}
