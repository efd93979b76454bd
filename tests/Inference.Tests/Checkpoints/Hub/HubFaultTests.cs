using System.Net;
using Inference.Checkpoints;
using Inference.Checkpoints.Hub;
using Shared;

namespace Inference.Tests.Checkpoints.Hub;

/// <summary>A Hub that breaks off, refuses, or sends what it should not.</summary>
public sealed class HubFaultTests : IAsyncDisposable
{
    private const int LargeBytes = 4 * 500_000;

    private readonly HubFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    private string Blob(string file) => Path.Combine(_fixture.Repository, "blobs", _fixture.Hub.Hash(file));

    [Fact]
    public async Task What_breaks_off_half_way_goes_on_from_there()
    {
        _fixture.Hub.Breaks = 3;

        var snapshot = await _fixture.FetchAsync();

        foreach (var (file, seed) in new[] { ("text_encoder/model.safetensors", 3), (HubFixture.Transformer, 7), ("vae/diffusion_pytorch_model.safetensors", 9) })
            Assert.Equal(HubFixture.Weights(seed), File.ReadAllBytes(Path.Combine(snapshot.Folder, file)));
        Assert.Equal(3, _fixture.Hub.Requests.Count(request => request.Path.StartsWith("cdn/", StringComparison.Ordinal) && request.Range is not null));
        Assert.True(_fixture.Hub.Sent <= LargeBytes + 3, $"{_fixture.Hub.Sent} bytes were sent of {LargeBytes}");
    }

    [Fact]
    public async Task What_an_earlier_process_left_is_gone_on_with()
    {
        Directory.CreateDirectory(Path.Combine(_fixture.Repository, "blobs"));
        File.WriteAllBytes(Blob(HubFixture.Transformer) + ".incomplete", HubFixture.Weights(7)[..400_000]);

        await _fixture.FetchAsync();

        Assert.Equal(HubFixture.Weights(7), File.ReadAllBytes(Blob(HubFixture.Transformer)));
        Assert.Equal("bytes=400000-", Assert.Single(_fixture.Hub.Requests, request => request.Path.StartsWith("cdn/", StringComparison.Ordinal) && request.Range is not null).Range);
    }

    [Theory]
    [InlineData(true, 400_000)]
    [InlineData(true, 500_000)]
    [InlineData(true, 600_000)]
    [InlineData(false, 400_000)]
    public async Task A_wrong_beginning_or_a_host_without_ranges_means_from_the_start(bool ranges, int left)
    {
        _fixture.Hub.KnowsRanges = ranges;
        Directory.CreateDirectory(Path.Combine(_fixture.Repository, "blobs"));
        File.WriteAllBytes(Blob(HubFixture.Transformer) + ".incomplete", new byte[left]);

        await _fixture.FetchAsync();

        Assert.Equal(HubFixture.Weights(7), File.ReadAllBytes(Blob(HubFixture.Transformer)));
        Assert.Equal(_fixture.Progress[^1].Total, _fixture.Progress[^1].Done);
    }

    [Theory]
    [InlineData(HubFixture.Transformer)]
    [InlineData("vae/diffusion_pytorch_model.safetensors")]
    public async Task Bytes_that_do_not_hash_to_what_the_Hub_says_are_never_used(string file)
    {
        _fixture.Hub.Damaged = file;

        var refused = await Assert.ThrowsAsync<HubException>(() => _fixture.FetchAsync());

        Assert.Contains($"{file} does not hash to", refused.Message);
        Assert.False(File.Exists(Blob(file)));
        Assert.False(File.Exists(Path.Combine(_fixture.Repository, "snapshots", LoopbackHub.Commit, file)));
        _fixture.Hub.Damaged = null;
        Assert.Contains(file, (await _fixture.FetchAsync()).Files);
    }

    [Fact]
    public async Task A_busy_Hub_is_waited_for_as_long_as_it_says_but_not_for_ever()
    {
        _fixture.Hub.Busy = 2;
        await _fixture.FetchAsync();
        Assert.Equal(2, _fixture.Time.Waits.Count(wait => wait == TimeSpan.FromSeconds(7)));

        _fixture.Hub.Busy = int.MaxValue;
        var refused = await Assert.ThrowsAsync<HubException>(() => _fixture.FetchAsync(HubFixture.Branch with { Name = "other" }));
        Assert.Contains("503", refused.Message);
    }

    [Fact]
    public async Task The_token_goes_to_the_Hub_and_to_no_other_host()
    {
        _fixture.Hub.Token = "hf_secret";

        await _fixture.FetchAsync(change: settings => settings with { Token = "hf_secret" });

        Assert.All(_fixture.Hub.Requests, request => Assert.Equal(request.Host == "127.0.0.1" ? "Bearer hf_secret" : null, request.Authorization));
        Assert.Contains(_fixture.Hub.Requests, request => request.Host == "localhost");
    }

    [Theory]
    [InlineData(null, "give a token that may read it in HF_TOKEN")]
    [InlineData("hf_wrong", "Accept its licence at http://127.0.0.1")]
    public async Task A_repository_behind_a_licence_says_what_to_do(string? token, string advice)
    {
        _fixture.Hub.Token = "hf_secret";

        var refused = await Assert.ThrowsAsync<HubException>(() => _fixture.FetchAsync(change: settings => settings with { Token = token }));

        Assert.Contains(advice, refused.Message);
        Assert.Contains("GatedRepo", refused.Message);
        Assert.DoesNotContain("hf_", refused.Message.Replace("hf://", ""));
        Assert.Single(_fixture.Hub.Requests);
    }

    [Fact]
    public async Task A_revision_that_is_not_there_is_said_at_once()
    {
        var refused = await Assert.ThrowsAsync<HubException>(() => _fixture.FetchAsync(HubFixture.Pinned with { Revision = "v9" }));

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Contains("hf://owner/tiny@v9", refused.Message);
        Assert.DoesNotContain(_fixture.Time.Waits, wait => wait >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Weights_in_no_form_that_can_be_loaded_are_refused_before_they_are_fetched()
    {
        await using var hub = new LoopbackHub();
        hub.Add("model_index.json", """{"unet":["d","U"]}""").Add("unet/config.json", "{}").Add("unet/diffusion_pytorch_model.bin", [1], large: true);

        var refused = await Assert.ThrowsAsync<CheckpointException>(() => _fixture.FetchAsync(change: settings => settings with { Endpoint = hub.Endpoint }));

        Assert.Contains("unet: holds no *.safetensors", refused.Message);
    }

    [Theory]
    [InlineData("../../outside.json")]
    [InlineData("/etc/outside.json")]
    public async Task A_path_that_leads_out_of_the_cache_is_refused(string path)
    {
        _fixture.Hub.Add(path, "{}");

        Assert.Contains("outside.json", (await Assert.ThrowsAsync<HubException>(() => _fixture.FetchAsync())).Message);
    }

    [Fact]
    public async Task An_encrypted_connection_is_not_left_for_an_open_one()
    {
        using var handler = new Downgrade();

        var refused = await Assert.ThrowsAsync<HubException>(() => _fixture.FetchAsync(change: settings => settings with { Endpoint = new Uri("https://hub.test") }, handler: handler));

        Assert.Contains("http://open.test, which is not encrypted", refused.Message);
    }

    private sealed class Downgrade : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("http://open.test/file") } });
    }
}
