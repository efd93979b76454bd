using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelWorker.Pipelines;
using ModelWorker.Readiness;
using Shared;

namespace ModelWorker.Tests;

/// <summary>Sizes that come later are looked for as long as the worker runs, whatever the store does.</summary>
public sealed class LaterSizesTests : IDisposable
{
    private readonly string _fleet = Path.GetTempFileName();

    public LaterSizesTests() => File.WriteAllText(_fleet, """
        { "models": { "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["256x144", "512x288"], "textLength": 32 } },
          "units": { "flux-small": { "model": "flux", "accelerator": "a10g", "instance": "g5.xlarge", "devices": 1,
            "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 60 }, "512x288": { "latencySeconds": 1, "perMinute": 60 } } } } }
        """);

    public void Dispose() => File.Delete(_fleet);

    [Fact]
    public async Task A_store_that_fails_is_looked_at_again()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var unit = WorkerUnit.Find(_fleet, "flux-small", emulated: true);
        unit.ServeOnly([unit.Definition.Sizes[0]]);
        var (time, log) = (new ManualTime(), new HeardLog<LaterSizes>());
        using var later = new LaterSizes(unit, new ArtifactWait(unit, new WorkerState(), time, NullLogger<ArtifactWait>.Instance), time, log);
        await later.StartAsync(cancellation);
        // A store that fails in a way that nobody thought of.
        later.Begin(null!, null!);
        for (var round = 0; round < 2; round++)
        {
            while (time.Next is null && !later.ExecuteTask!.IsCompleted) await Task.Delay(1, cancellation);
            time.Advance(LaterSizes.Pause);
            var next = log.NextAsync(cancellation).AsTask();
            Assert.Same(next, await Task.WhenAny(next, later.ExecuteTask!));
            Assert.Equal(LogLevel.Warning, (await next).Level);
        }

        await later.StopAsync(cancellation);
    }
}
