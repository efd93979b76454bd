using Standins.Tests.Hosting;

namespace Standins.Tests.Cli;

/// <summary>The real Aspire CLI publishes the fixture.</summary>
public sealed class PublishTests : IDisposable
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan End = TimeSpan.FromSeconds(30);

    private readonly AspireCli _cli = new();

    [Fact]
    public async Task Publish_writes_where_it_is_told()
    {
        AspireCli.SkipUnlessInstalled();
        var output = Path.Combine(_cli.WorkingDirectory, "out");

        var shown = (await _cli.OnAppHostAsync("publish", "--no-build", "-o", output)).CheckSucceeded();

        Assert.Contains("Pipeline succeeded", shown, StringComparison.Ordinal);
        Assert.Equal(["secret", "job", "back", "front"], await File.ReadAllLinesAsync(Path.Combine(output, "resources.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_publish_that_fails_says_why()
    {
        AspireCli.SkipUnlessInstalled();

        var result = await _cli.OnAppHostAsync("publish", "--no-build", "--", "--FailPublish", "no-room-left");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("no-room-left", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_steps_of_publishing_are_listed_and_not_run()
    {
        AspireCli.SkipUnlessInstalled();
        var output = Path.Combine(_cli.WorkingDirectory, "out");

        var shown = (await _cli.OnAppHostAsync("publish", "--no-build", "--list-steps", "-o", output)).CheckSucceeded();

        Assert.Contains("publish-echo", shown, StringComparison.Ordinal);
        Assert.Contains("Depends on: publish-prereq", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("greet", shown, StringComparison.Ordinal);
        Assert.False(Directory.Exists(output), "Listing must not write.");
    }

    [Fact]
    public async Task A_single_step_is_done()
    {
        AspireCli.SkipUnlessInstalled();

        var shown = (await _cli.OnAppHostAsync("do", "greet", "--no-build")).CheckSucceeded();

        Assert.Contains("Hello from a step.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("publish-echo", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publish_ends_with_the_cli_that_asked_for_it()
    {
        AspireCli.SkipUnlessInstalled();
        using var cli = _cli.Start(["publish", "--apphost", AspireCli.AppHost, "--no-build", "--", "--EndlessPublish=true"], out var output);
        var started = ProcessTree.Of(cli.Id);
        try
        {
            await Processes.UntilAsync(
                () => output().Contains("Starting publish-echo", StringComparison.Ordinal) || cli.HasExited, "The step must have begun.", Start);
            started = ProcessTree.Of(cli.Id);
            Assert.Contains("EchoAppHost", started.Members.Values);

            ProcessTree.Signal(cli.Id, ProcessTree.Killed);

            await Processes.UntilAsync(() => !started.Left.Any(), "Processes are left running.", End);
        }
        finally
        {
            started.Kill();
        }
    }

    public void Dispose() => _cli.Dispose();
}
