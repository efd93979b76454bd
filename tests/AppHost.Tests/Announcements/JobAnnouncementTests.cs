using AppHost.Announcements;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppHost.Tests.Announcements;

/// <summary>The console tells of the compile job, in a few lines.</summary>
public sealed class JobAnnouncementTests
{
    [Fact]
    public async Task A_start_and_an_end_are_told_with_the_jobs_own_summing_up()
    {
        var said = await RunAsync("echo '[1/1] a program: in the store'; echo '0 compiled, 1 in the store, 0 failed, 0.1 s.'");

        Assert.Collection(
            said,
            line => Assert.Equal("Compile job: started. When it has finished, these start: worker.", line),
            line => Assert.Contains("0 compiled, 1 in the store", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_is_told_with_its_cause_and_who_does_not_start()
    {
        var said = await RunAsync("""
            echo '[1/2] trn1 256x144 vae decoder: FAILED: out of memory'
            echo 'FAILED g5: the folder /nowhere does not exist.'
            echo 'FAILED trn1 256x144 vae decoder: out of'
            exit 1
            """);

        var last = said[^1];
        Assert.Contains("  trn1 256x144 vae decoder: out of memory" + Environment.NewLine + "  g5: the folder /nowhere does not exist." + Environment.NewLine, last, StringComparison.Ordinal);
        Assert.Contains("do not start: worker.", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_ends_without_a_reason_is_told_by_its_last_lines()
    {
        var said = await RunAsync("for i in 1 2 3 4 5 6 7 8 9; do echo \"line $i\"; done; echo 'out of luck' >&2; exit 3");

        Assert.Contains("out of luck", said[^1], StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> RunAsync(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The job is a shell script.");
        using var console = new SaidOnConsole();
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.Services.AddLogging(logging => logging.AddProvider(console));
        var job = builder.AddExecutable("job", "/bin/sh", ".", "-c", script).AnnounceProgress();
        builder.AddExecutable("worker", "/bin/sh", ".", "-c", "exit 0").WaitForCompletion(job);
        var told = new TaskCompletionSource();
        builder.Eventing.Subscribe<ResourceStoppedEvent>(job.Resource, (_, _) =>
        {
            told.SetResult();
            return Task.CompletedTask;
        });

        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return console.Lines;
    }
}
