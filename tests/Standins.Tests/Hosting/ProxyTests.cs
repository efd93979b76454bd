using Aspire.Hosting.Processes;

namespace Standins.Tests.Hosting;

/// <summary>A proxy that the environment names is not for what runs on this machine.</summary>
[Collection(nameof(EchoProgram))]
public sealed class ProxyTests
{
    private const string Nowhere = "http://127.0.0.1:9";

    [Fact]
    public async Task An_application_is_healthy_whatever_proxy_the_environment_names()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks into /proc.");
        using var appHost = EchoProgram.Start(("HTTP_PROXY", Nowhere), ("http_proxy", Nowhere));

        // The second waits for the first to be healthy.
        await appHost.HasServicesAsync(2);
    }

    [Fact]
    public void A_child_with_a_proxy_goes_to_its_neighbours_without()
    {
        var environment = new Dictionary<string, string?> { ["http_proxy"] = Nowhere, ["NO_PROXY"] = "example.com" };

        Loopback.ExceptFromProxy(environment);

        Assert.Equal("example.com,localhost,127.0.0.1,[::1]", environment["NO_PROXY"]);
        Assert.Equal(environment["NO_PROXY"], environment["no_proxy"]);
    }

    [Fact]
    public void A_child_without_a_proxy_keeps_its_environment()
    {
        var environment = new Dictionary<string, string?> { ["PATH"] = "/bin" };

        Loopback.ExceptFromProxy(environment);

        Assert.Equal("PATH", Assert.Single(environment).Key);
    }
}
