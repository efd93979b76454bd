using Inference.Checkpoints.Hub;

namespace Inference.Tests.Checkpoints.Hub;

public sealed class HubSettingsTests
{
    [Fact]
    public void Everything_is_named_as_the_Hubs_own_tools_name_it()
    {
        var settings = From(("HF_ENDPOINT", "https://mirror.test/hub/"), ("HF_TOKEN", " hf_a\n"), ("HF_HUB_CACHE", "/data/hub"), ("HF_HUB_OFFLINE", "1"));

        Assert.Equal(("https://mirror.test/hub", "hf_a", "/data/hub", true), (settings.Endpoint.AbsoluteUri, settings.Token, settings.Cache, settings.Offline));
        Assert.Equal("/home/hf/hub", From(("HF_HOME", "/home/hf")).Cache);
        Assert.Equal("/cache/huggingface/hub", From(("XDG_CACHE_HOME", "/cache")).Cache);
        Assert.Equal("https://huggingface.co/", From(("HF_HOME", "/nowhere")).Endpoint.AbsoluteUri);
    }

    [Fact]
    public void An_endpoint_that_is_no_address_is_refused() =>
        Assert.Contains("HF_ENDPOINT is 'mirror'", Assert.Throws<InvalidOperationException>(() => From(("HF_ENDPOINT", "mirror"))).Message);

    [Theory]
    [InlineData("hf://a/b@main", "a/b main")]
    [InlineData("hf://black-forest-labs/FLUX.1-dev@refs/pr/1", "black-forest-labs/FLUX.1-dev refs/pr/1")]
    [InlineData("hf://a/b", null)]
    [InlineData("hf://a/../b@main", null)]
    [InlineData("hf://../b@main", null)]
    [InlineData("hf://a/b@../../main", null)]
    [InlineData("s3://a/b", null)]
    public void An_address_names_owner_name_and_revision(string text, string? read)
    {
        Assert.Equal(read is not null, HubAddress.TryParse(text, out var address));
        Assert.Equal(read, address is null ? null : $"{address.Repository} {address.Revision}");
    }

    [Fact]
    public void In_a_store_the_revision_is_one_folder() =>
        Assert.Equal("models/a/b/refs-pr-1", new HubAddress("a", "b", "refs/pr/1").StorePath);

    private static HubSettings From(params (string Name, string Value)[] given) =>
        HubSettings.From(name => given.FirstOrDefault(pair => pair.Name == name).Value);
}
