using Inference.Checkpoints.Hub;
using Shared;

namespace Inference.Tests.Checkpoints.Hub;

/// <summary>What comes from the Hub, and how it lies in the cache.</summary>
public sealed class HubModelsTests : IAsyncDisposable
{
    private readonly HubFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Only_the_files_that_loading_reads_are_fetched()
    {
        var snapshot = await _fixture.FetchAsync();

        Assert.Equal(HubFixture.Needed.Order(StringComparer.Ordinal), _fixture.Hub.Resolved);
        Assert.Equal(HubFixture.Needed.Order(StringComparer.Ordinal), snapshot.Files.Order(StringComparer.Ordinal));
        Assert.Equal(HubFixture.Weights(7), File.ReadAllBytes(Path.Combine(snapshot.Folder, HubFixture.Transformer)));
    }

    [Fact]
    public async Task The_cache_is_laid_out_as_the_Hubs_own()
    {
        var snapshot = await _fixture.FetchAsync(HubFixture.Branch);

        Assert.Equal(Path.Combine(_fixture.Repository, "snapshots", LoopbackHub.Commit), snapshot.Folder);
        Assert.Equal(LoopbackHub.Commit, File.ReadAllText(Path.Combine(_fixture.Repository, "refs", "main")));
        foreach (var file in HubFixture.Needed)
            Assert.Equal(Path.Combine(file.Contains('/') ? "../../.." : "../..", "blobs", _fixture.Hub.Hash(file)), new FileInfo(Path.Combine(snapshot.Folder, file)).LinkTarget);
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(_fixture.Repository, "blobs")), file => file.EndsWith(".incomplete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_commit_that_is_there_is_not_asked_for_again()
    {
        var first = await _fixture.FetchAsync();
        _fixture.Hub.Requests.Clear();

        var second = await _fixture.FetchAsync();

        Assert.Empty(_fixture.Hub.Requests);
        Assert.Equal(first.Files.Order(StringComparer.Ordinal), second.Files.Order(StringComparer.Ordinal));
        Assert.Equal(second.Files, (await _fixture.FetchAsync(change: settings => settings with { Offline = true })).Files);
    }

    [Fact]
    public async Task A_branch_is_asked_for_and_the_cache_answers_where_the_Hub_is_silent()
    {
        await _fixture.FetchAsync(HubFixture.Branch);
        _fixture.Hub.Requests.Clear();

        await _fixture.FetchAsync(HubFixture.Branch);
        Assert.Equal("api/models/owner/tiny/revision/main", Assert.Single(_fixture.Hub.Requests).Path);

        _fixture.Hub.Busy = int.MaxValue;
        Assert.Equal(LoopbackHub.Commit, (await _fixture.FetchAsync(HubFixture.Branch)).Commit);
    }

    [Fact]
    public async Task What_is_missing_from_a_cache_is_fetched_and_nothing_else()
    {
        var snapshot = await _fixture.FetchAsync();
        _fixture.Hub.Requests.Clear();
        File.Delete(Path.Combine(_fixture.Repository, "blobs", _fixture.Hub.Hash(HubFixture.Transformer)));

        await _fixture.FetchAsync();

        Assert.Equal([HubFixture.Transformer], _fixture.Hub.Resolved);
        Assert.Equal(HubFixture.Weights(7), File.ReadAllBytes(Path.Combine(snapshot.Folder, HubFixture.Transformer)));
    }

    [Fact]
    public async Task Offline_nothing_is_asked_and_what_is_missing_is_said()
    {
        var refused = await Assert.ThrowsAsync<HubException>(() => _fixture.FetchAsync(change: settings => settings with { Offline = true }));

        Assert.Contains("HF_HUB_OFFLINE", refused.Message);
        Assert.Empty(_fixture.Hub.Requests);
    }

    [Fact]
    public async Task A_model_of_text_has_its_files_at_the_root()
    {
        await using var hub = new LoopbackHub();
        hub.Add("config.json", "{}").Add("tokenizer.json", "{\"t\":1}").Add("README.md", "").Add("original/consolidated.pth", [1], large: true).Add("model.safetensors", [2], large: true);

        var snapshot = await _fixture.FetchAsync(change: settings => settings with { Endpoint = hub.Endpoint });

        Assert.Equal(["config.json", "model.safetensors", "tokenizer.json"], snapshot.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Progress_ends_with_all_that_was_needed()
    {
        await _fixture.FetchAsync();

        var last = _fixture.Progress[^1];
        Assert.Equal(last.Total, last.Done);
        Assert.Equal(HubFixture.Needed.Sum(file => new FileInfo(Path.Combine(_fixture.Repository, "blobs", _fixture.Hub.Hash(file))).Length), last.Total);
        Assert.EndsWith("2.0 of 2.0 MB fetched (100 %).", last.ToString());
    }
}
