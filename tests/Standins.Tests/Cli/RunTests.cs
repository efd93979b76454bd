using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.Backchannel;
using Standins.Tests.Hosting;

namespace Standins.Tests.Cli;

/// <summary>The real Aspire CLI runs the fixture, and nothing is left running.</summary>
[Collection(nameof(EchoProgram))]
public sealed class RunTests : IDisposable
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan End = TimeSpan.FromSeconds(30);

    private readonly AspireCli _cli = new();

    [Fact]
    public async Task An_application_in_the_background_is_looked_at_commanded_and_stopped()
    {
        AspireCli.SkipUnlessInstalled();
        (await _cli.OnAppHostAsync("start", "--no-build", "--", "--DcpPublisher:RandomizePorts=true")).CheckSucceeded();
        var started = ProcessTree.Of(await FindAsync());
        try
        {
            Assert.Contains("is healthy", (await _cli.OnAppHostAsync("wait", "front")).CheckSucceeded(), StringComparison.Ordinal);
            using var resources = Json((await _cli.OnAppHostAsync("describe", "--format", "json")).CheckSucceeded(), '{');
            Assert.Equal(
                ["back", "front", "job", "secret"],
                resources.RootElement.GetProperty("resources").EnumerateArray().Select(resource => resource.GetProperty("displayName").GetString()).Order());
            var described = resources.RootElement.GetRawText();
            Assert.DoesNotContain("hush", described, StringComparison.Ordinal);

            Assert.Contains("[front]", (await _cli.OnAppHostAsync("logs", "front", "--tail", "3")).CheckSucceeded(), StringComparison.Ordinal);
            Assert.Contains("restarted successfully", (await _cli.OnAppHostAsync("resource", "back", "restart")).CheckSucceeded(), StringComparison.Ordinal);
            Assert.NotEqual(0, (await _cli.OnAppHostAsync("resource", "back", "fly")).ExitCode);
            Assert.Contains("stopped successfully", (await _cli.OnAppHostAsync("stop")).CheckSucceeded(), StringComparison.Ordinal);

            await NothingIsLeftAsync(started);
        }
        finally
        {
            started.Kill();
        }
    }

    [Theory]
    [InlineData(ProcessTree.Interrupt)]
    [InlineData(ProcessTree.Killed)]
    public async Task An_application_ends_with_the_cli_that_runs_it(int signal)
    {
        AspireCli.SkipUnlessInstalled();
        using var cli = _cli.Start(
            ["run", "--apphost", AspireCli.AppHost, "--no-build", "--", "--DcpPublisher:RandomizePorts=true"], out var output);
        var started = ProcessTree.Of(cli.Id);
        try
        {
            await Processes.UntilAsync(() => output().Contains("Press CTRL+C", StringComparison.Ordinal) || cli.HasExited, "The AppHost must be up.", Start);
            Assert.False(cli.HasExited, output());
            await Processes.UntilAsync(
                () => ProcessTree.Of(cli.Id).Members.Values.Count(name => name == "EchoService") == 2, "Two services must run.", Start);
            started = ProcessTree.Of(cli.Id);

            ProcessTree.Signal(cli.Id, signal);

            await NothingIsLeftAsync(started);
        }
        finally
        {
            started.Kill();
        }
    }

    public void Dispose() => _cli.Dispose();

    private static async Task NothingIsLeftAsync(ProcessTree started)
    {
        await Processes.UntilAsync(() => !started.Left.Any(), "Processes are left running.", End);
        var sockets = Directory.Exists(AuxiliarySocket.Folder) ? Directory.GetFiles(AuxiliarySocket.Folder) : [];
        Assert.DoesNotContain(sockets, path =>
            int.TryParse(Path.GetExtension(path).TrimStart('.'), CultureInfo.InvariantCulture, out var owner) && started.Members.ContainsKey(owner));
    }

    private async Task<int> FindAsync()
    {
        using var running = Json((await _cli.RunAsync("ps", "--format", "json")).CheckSucceeded(), '[');
        return Assert.Single(running.RootElement.EnumerateArray(), one => one.GetProperty("appHostPath").GetString() == AspireCli.AppHost)
            .GetProperty("appHostPid").GetInt32();
    }

    /// <summary>The CLI may write a line of its own first.</summary>
    private static JsonDocument Json(string output, char opening) => JsonDocument.Parse(output[output.IndexOf(opening, StringComparison.Ordinal)..]);
}
