using System.Diagnostics;
using Emulator;
using Emulator.Execution;
using Inference.Pipelines;
using Inference.Programs;
using Pjrt;

namespace Benchmarks.Kernels;

/// <summary>Seconds for a picture of models/tiny-flux in ten steps on the emulated device, in process.</summary>
internal static class PictureBenchmark
{
    private const int Runs = 3;
    private const int StepsShown = 25;

    public static async Task<int> RunAsync(string[] args)
    {
        var size = args.FirstOrDefault(a => a.Contains('x')) ?? "256x144";
        var degree = args.Select(a => int.TryParse(a, out var number) ? number : 0).FirstOrDefault(n => n > 0, 1);
        var (width, height) = (int.Parse(size.Split('x')[0]), int.Parse(size.Split('x')[1]));
        using var client = PjrtPlugin.FromFunctionTable(EmulatorPlugin.GetPjrtApi())
            .CreateClient(new Dictionary<string, PjrtValue> { ["device_count"] = (long)degree });
        var options = new FluxPipelineOptions
        {
            ModelFolder = Path.Combine(Root(), "models", "tiny-flux"),
            TextLength = 32,
            Placement = Placement.For(degree, degree),
            Sizes = [(width, height)],
        };
        var clock = Stopwatch.StartNew();
        await using var pipeline = await FluxPipeline.LoadAsync(options, client, new CompilingSource(client), CancellationToken.None);
        Console.WriteLine($"loaded and compiled in {clock.Elapsed.TotalSeconds:F2} s");
        var request = new ImageRequest { Prompt = "a large red circle on a blue background", Width = width, Height = height, Seed = 1 };
        for (var run = 0; run < Runs; run++)
        {
            var last = run == Runs - 1 && args.Contains("profile");
            if (last)
                StepProfile.Current = new StepProfile();
            clock.Restart();
            var cpu = Environment.CpuUsage.TotalTime;
            await pipeline.GenerateAsync(request, null, CancellationToken.None);
            Console.WriteLine($"{size} tp {degree}: {clock.Elapsed.TotalSeconds:F3} s, {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:F3} s of processor time");
        }
        if (StepProfile.Current is { } profile)
            Show(profile);
        return 0;
    }

    private static void Show(StepProfile profile)
    {
        var times = profile.Times();
        Console.WriteLine($"in steps: {times.Sum(t => t.Time.TotalMilliseconds):F1} ms, {times.Sum(t => t.Runs)} of them");
        foreach (var kind in times.GroupBy(t => t.Step.GetType().Name).OrderByDescending(g => g.Sum(t => t.Time.TotalMilliseconds)))
            Console.WriteLine($"{kind.Sum(t => t.Time.TotalMilliseconds),9:F1} ms {kind.Sum(t => t.Runs),6}  {kind.Key}");
        foreach (var (step, time, runs) in times.Take(StepsShown))
            Console.WriteLine($"{time.TotalMilliseconds,9:F1} ms {runs,6}  {StepText.Of(step)}");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Aspire.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no folder above holds Aspire.sln");
        return folder;
    }
}
