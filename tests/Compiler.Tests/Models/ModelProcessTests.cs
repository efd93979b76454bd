using Compiler.Models;
using Fleet;

namespace Compiler.Tests.Models;

/// <summary>The job in a process whose store is a folder of its own, as a pod's is.</summary>
public sealed class ModelProcessTests : IDisposable
{
    private readonly string _store = Directory.CreateTempSubdirectory("model-process-tests-").FullName;

    public void Dispose() => Directory.Delete(_store, recursive: true);

    [Fact]
    public async Task A_model_of_the_image_is_copied_to_the_store_and_compiled_from_there()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));

        var (exitCode, output) = await RunAsync(store);

        Assert.True(exitCode == 0, output);
        var copy = Path.Combine(_store, "models/tiny-flux");
        Assert.Matches($@"flux: \d+ files copied to {copy}, 0 were there\.", output);
        Assert.True(File.Exists(Path.Combine(copy, ModelManifest.FileName)));
        Assert.NotEmpty(store.Attempts);

        var (_, again) = await RunAsync(store);
        Assert.Contains($"flux: 0 files copied to {copy}", again);
        Assert.Contains("0 compiled", again);
    }

    [Fact]
    public async Task A_model_that_neither_image_nor_store_has_fails_the_job()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a", model: "gone"));

        var (exitCode, output) = await RunAsync(store);

        Assert.Equal(1, exitCode);
        Assert.Contains("gone: this image has no ", output);
        Assert.Contains($"{_store}/models/no-such-model does not exist", output);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(TemporaryStore store)
    {
        // FleetPaths.Root of this process is the folder of the solution, which has the models as an image does.
        using var process = CompilerProcess.Start(store, new Dictionary<string, string> { ["Fleet__Root"] = _store }, "--Worker:Unit=flux-a", "--size=64x32", $"--models={FleetPaths.Root}");
        return await process.FinishAsync();
    }
}
