using Fleet;
using Inference.Checkpoints.Hub;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using ModelWorker.Pipelines;
using ModelWorker.Readiness;
using Shared;

namespace ModelWorker.Tests;

/// <summary>A worker whose model lies on a Hub, and whose store lacks it.</summary>
public sealed class ModelFetchTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("model-fetch-tests-").FullName;
    private readonly LoopbackHub _hub = new LoopbackHub().AddFolder(FleetPaths.Resolve("models/tiny-flux"));

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task It_fetches_the_checkpoint_to_its_own_disk_and_readiness_says_how_far()
    {
        _hub.Breaks = 1;
        var (unit, state) = (Unit(), new WorkerState());

        await FetchAsync(unit, state);

        Assert.Equal(Path.Combine(_folder, "models--owner--tiny", "snapshots", LoopbackHub.Commit), unit.Model.Path);
        Assert.True(File.Exists(Path.Combine(unit.Model.Path, "transformer", "diffusion_pytorch_model.safetensors")));
        Assert.Contains("MB fetched (100 %).", state.Status.Reason);
        Assert.Equal("flux-small", unit.Name);
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_had_says_why()
    {
        _hub.Token = "hf_secret";

        var refused = await Assert.ThrowsAsync<HubException>(() => FetchAsync(Unit(), new WorkerState()));

        Assert.Contains("HF_TOKEN", refused.Message);
    }

    private Task FetchAsync(WorkerUnit unit, WorkerState state)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("HF_ENDPOINT", _hub.Endpoint.ToString()), new("HF_HUB_CACHE", _folder), new("HF_HOME", _folder)]).Build();
        return new ModelFetch(unit, state, configuration, new HastyTime(), NullLogger<ModelFetch>.Instance).RunAsync(TestContext.Current.CancellationToken);
    }

    private WorkerUnit Unit()
    {
        var fleet = Path.Combine(_folder, "fleet.json");
        File.WriteAllText(fleet, $$"""
            { "models": { "flux": { "architecture": "flux", "path": "hf://{{LoopbackHub.Repository}}@{{LoopbackHub.Commit}}", "bytes": 1000000, "sizes": ["64x32"], "textLength": 32 } },
              "units": { "flux-small": { "model": "flux", "accelerator": "a10g", "instance": "g5.xlarge", "devices": 1,
                "capacity": { "64x32": { "latencySeconds": 1, "perMinute": 60 } } } } }
            """);
        return new WorkerUnit(FleetDefinition.Load(fleet).WorkerUnit("flux-small"), Emulated: true);
    }
}
