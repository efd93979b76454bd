using Compiler.Models;
using Fleet;
using Shared;

namespace Compiler.Tests.Models;

/// <summary>The job in a process, with a model that lies on a Hub.</summary>
public sealed class HubProcessTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-process-tests-").FullName;
    private readonly LoopbackHub _hub = new LoopbackHub().AddFolder(FleetPaths.Resolve("models/tiny-flux"));

    private string Stored => Path.Combine(_folder, "store", "models", "owner", "tiny", LoopbackHub.Commit);

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task For_pods_it_is_fetched_resumed_and_written_to_the_store_as_plain_files_with_a_manifest()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a", model: "hub"));
        _hub.Breaks = 2;
        _hub.Token = "hf_secret";

        var (exitCode, output) = await RunAsync(store, $"--models={FleetPaths.Root}");

        Assert.True(exitCode == 0, output);
        Assert.Contains("MB fetched (100 %).", output);
        Assert.Matches($@"hub: 17 files copied to {Stored}, 0 were there\.", output);
        Assert.Equal(2, _hub.Requests.Count(request => request.Path.StartsWith("cdn/", StringComparison.Ordinal) && request.Range is not null));
        var manifest = ModelManifest.Read(Stored)!;
        Assert.Equal(_hub.Hash("vae/diffusion_pytorch_model.safetensors"), manifest.Files["vae/diffusion_pytorch_model.safetensors"].Sha256);
        Assert.DoesNotContain("README.md", manifest.Files.Keys);
        Assert.All(Directory.EnumerateFileSystemEntries(Stored, "*", SearchOption.AllDirectories), entry => Assert.Null(new FileInfo(entry).LinkTarget));
        Assert.NotEmpty(store.Attempts);

        // The pod's disk goes with the pod: the store is enough.
        Directory.Delete(Path.Combine(_folder, "cache"), recursive: true);
        _hub.Requests.Clear();
        var (againCode, again) = await RunAsync(store, $"--models={FleetPaths.Root}");
        Assert.True(againCode == 0, again);
        Assert.Empty(_hub.Requests);
        Assert.Contains("0 compiled", again);
    }

    [Fact]
    public async Task Elsewhere_the_Hubs_cache_is_what_units_read()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a", model: "hub"));

        var (exitCode, output) = await RunAsync(store);

        Assert.True(exitCode == 0, output);
        Assert.False(Directory.Exists(Stored));
        Assert.True(File.Exists(Path.Combine(_folder, "cache", "models--owner--tiny", "snapshots", LoopbackHub.Commit, "model_index.json")));
    }

    [Fact]
    public async Task What_cannot_be_had_fails_the_job_and_says_what_to_do()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a", model: "hub"));
        _hub.Token = "hf_another";

        var (exitCode, output) = await RunAsync(store);

        Assert.Equal(1, exitCode);
        Assert.Contains($"hf://owner/tiny@{LoopbackHub.Commit} cannot be fetched", output);
        Assert.Contains("Accept its licence", output);
        Assert.DoesNotContain("hf_secret", output);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(TemporaryStore store, params string[] arguments)
    {
        var variables = new Dictionary<string, string>
        {
            ["Fleet__Root"] = Path.Combine(_folder, "store"),
            ["HF_ENDPOINT"] = _hub.Endpoint.ToString(),
            ["HF_HUB_CACHE"] = Path.Combine(_folder, "cache"),
            ["HF_TOKEN"] = "hf_secret",
        };
        using var process = CompilerProcess.Start(store, variables, ["--Worker:Unit=flux-a", "--size=64x32", .. arguments]);
        return await process.FinishAsync();
    }
}
