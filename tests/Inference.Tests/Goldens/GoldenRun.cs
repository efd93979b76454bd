using Pjrt;

namespace Inference.Tests.Goldens;

/// <summary>Runs one case, prints its line, and fails when a tolerance is exceeded.</summary>
internal static class GoldenRun
{
    public static async Task RunAsync(string path, int tensorParallel, GoldenPlugin plugin, ITestOutputHelper output, ElementType element = ElementType.F32)
    {
        var golden = GoldenFolder.Case(path);
        var report = new GoldenReport(golden, element);
        await GoldenPlan.Runner(golden.Kind).RunAsync(golden, tensorParallel, plugin, report, TestContext.Current.CancellationToken);
        report.RequireAll(golden.OutputNames());
        output.WriteLine(report.Line(tensorParallel, plugin.Name));
        report.Verify();
    }
}
