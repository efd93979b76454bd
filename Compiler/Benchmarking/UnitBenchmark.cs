using Compiler.Reporting;
using Compiler.Units;
using Fleet;
using Inference.Measurement;
using Inference.Pipelines;

namespace Compiler.Benchmarking;

/// <summary>Draws pictures with every unit at every size and prints the report line of each.</summary>
internal sealed class UnitBenchmark(UnitDevices devices, IReport report, bool emulated, int runs, TimeProvider time)
{
    public async Task RunAsync(IEnumerable<Unit> units, CancellationToken cancellation)
    {
        foreach (var unit in units)
        {
            using var device = devices.Open(unit);
            await using var pipeline = await UnitPipeline.LoadAsync(unit, unit.Sizes, device.Client, device.Source, cancellation).ConfigureAwait(false);
            // The report's own line is compared with that of other systems and has no room for this.
            report.Line(emulated
                ? $"{unit.Name}: emulated {device.Client.Devices[0].Kind}; what follows are figures of this machine, not of the accelerator."
                : $"{unit.Name}: measured on {device.Client.Devices.Count} devices of kind {device.Client.Devices[0].Kind}.");
            foreach (var size in unit.Sizes)
                report.Line(await MeasureAsync(pipeline, unit, size, cancellation).ConfigureAwait(false));
        }
    }

    /// <summary>One picture more than is counted: the first pays for what later ones find ready.</summary>
    private async Task<string> MeasureAsync(IImagePipeline pipeline, Unit unit, ImageSize size, CancellationToken cancellation)
    {
        var request = new ImageRequest
        {
            Prompt = SamplePrompt.Text,
            Width = size.Width,
            Height = size.Height,
            Steps = unit.Model.Steps,
            Guidance = unit.Model.Guidance,
        };
        var latencies = new TimeSpan[runs];
        for (var run = -1; run < runs; run++)
        {
            var start = time.GetTimestamp();
            await pipeline.GenerateAsync(request, null, cancellation).ConfigureAwait(false);
            if (run >= 0)
                latencies[run] = time.GetElapsedTime(start);
        }

        var name = LatencyReport.ImageRunName(unit.Model.ReportName, runs, size.ToString(), unit.NodePool, unit.Model.Steps);
        return new LatencyReport(name, latencies).ToString();
    }
}
