using System.Runtime.InteropServices;
using Publishing.Tests.Charts;

namespace Publishing.Tests;

/// <summary>The real Aspire CLI writes the same bytes as a plain run of the AppHost, in ten seconds once that is built.</summary>
public sealed class CliTests(PublishedCharts charts)
{
    private static readonly string Program = Path.Combine(
        Repository.Root, "node_modules", "@microsoft", $"aspire-cli-linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}", "bin", "aspire");

    [Fact]
    public async Task The_cli_and_a_plain_run_write_the_same_chart()
    {
        Assert.SkipUnless(File.Exists(Program), "The Aspire CLI is not installed: build AppHost with npm at hand.");
        var plain = await charts.ChartAsync();
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "aspire.config.json"), """{"features":{"updateNotificationsEnabled":false}}""");
        var chart = Path.Combine(folder.Path, "out");

        var published = await Tool.RunAsync(
            Program, ["publish", "-o", chart, "--apphost", Path.Combine(Repository.Root, "AppHost", "AppHost.csproj"), "--non-interactive", "--nologo"],
            folder.Path, ("ASPIRE_CLI_TELEMETRY_OPTOUT", "true"), ("NO_COLOR", "1"));

        Assert.True(published.ExitCode == 0, published.All);
        await ChartFiles.AssertSameAsync(plain, chart);
    }
}
