using Publishing.Tests.Charts;

namespace Publishing.Tests;

public sealed class DeployTests
{
    [Fact]
    public async Task Deploying_is_refused_before_anything_is_built_and_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var deployed = await Tool.RunAsync("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "AppHost.dll"), "--operation", "publish", "--step", "deploy", "--output-path", folder.Path, "--Fleet:Path", "fleet.json"]);

        Assert.NotEqual(0, deployed.ExitCode);
        Assert.Contains("aspire publish -o out", deployed.All, StringComparison.Ordinal);
        Assert.Contains("helm upgrade --install inference out", deployed.All, StringComparison.Ordinal);
        Assert.DoesNotContain("docker", deployed.All, StringComparison.OrdinalIgnoreCase);
    }
}
