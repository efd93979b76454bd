using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Standins.Tests.Pipelines;

/// <summary>An application in publish mode is run: what the Aspire CLI is told, and how it ends.</summary>
public sealed class PipelineRunnerTests
{
    [Fact]
    public async Task A_run_is_told_step_by_step_to_its_end()
    {
        var (activities, failure) = await RunAsync("greet", builder => builder.Pipeline.AddStep("greet", async context =>
        {
            var task = await context.ReportingStep.CreateTaskAsync("Greeting");
            await task.SucceedAsync("greeted");
            context.ReportingStep.Log(Microsoft.Extensions.Logging.LogLevel.Information, "hello");
            context.Summary.Add("Greetings", "1");
        }));

        Assert.Null(failure);
        var told = activities.Skip(4).Select(activity => (activity.Type, activity.Data.StatusText, activity.Data.CompletionState));
        Assert.Equal(
            [
                ("step", "greet", "InProgress"),
                ("task", "Greeting", "InProgress"),
                ("task", "Greeting", "Completed"),
                ("log", "hello", "Completed"),
                ("step", "greet", "Completed"),
                ("publish-complete", "Pipeline completed", "Completed"),
            ],
            told);
        Assert.Equal("1", Assert.Single(activities[^1].Data.PipelineSummary!).Value);
    }

    [Fact]
    public async Task A_step_that_fails_ends_the_application_with_its_words()
    {
        var (activities, failure) = await RunAsync("a", builder => builder.Pipeline.AddStep("a", _ => throw new InvalidOperationException("no disk")));

        Assert.Equal("Step 'a' failed: no disk", failure?.Message);
        Assert.Contains(activities, activity => activity.Data is { StatusText: "no disk", CompletionState: "CompletedWithError" } && activity.Type == "step");
        Assert.Equal("CompletedWithError", activities[^1].Data.CompletionState);
    }

    [Fact]
    public async Task A_step_that_calls_itself_failed_fails_the_run()
    {
        var (activities, failure) = await RunAsync("a", builder => builder.Pipeline.AddStep("a", context => context.ReportingStep.FailAsync("not today")));

        Assert.NotNull(failure);
        Assert.Equal("CompletedWithError", activities[^1].Data.CompletionState);
    }

    [Fact]
    public async Task What_is_wrong_with_the_pipeline_itself_is_shown_as_a_step()
    {
        var (activities, failure) = await RunAsync("nope", _ => { });

        Assert.Contains("'nope' not found", failure?.Message, StringComparison.Ordinal);
        Assert.Contains(activities, activity => activity.Type == "step" && activity.Data.StatusText.Contains("'nope' not found", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_comes_before_the_start_is_done_before_an_application_runs_too()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var ran = new List<string>();
        builder.Pipeline.AddStep("first", _ => Told("first"), requiredBy: WellKnownPipelineSteps.BeforeStart);
        builder.Pipeline.AddStep("never", _ => Told("never"), requiredBy: WellKnownPipelineSteps.Publish);
        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);

        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["first"], ran);

        Task Told(string step)
        {
            ran.Add(step);
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stack_trace_is_shown_to_who_asks_for_it(bool asked)
    {
        var (activities, _) = await RunAsync(
            "a",
            builder => builder.Pipeline.AddStep("a", _ => throw new InvalidOperationException("no disk")),
            asked ? ["--include-exception-details", "true"] : []);

        Assert.Equal(asked, activities.Any(activity => activity.Data.StatusText.Contains(nameof(PipelineRunnerTests), StringComparison.Ordinal)));
    }

    private static async Task<(List<PublishingActivity> Activities, Exception? Failure)> RunAsync(
        string step, Action<IDistributedApplicationBuilder> describe, params string[] args)
    {
        await using var builder = DistributedApplicationTestingBuilder.Create(["--operation", "publish", "--step", step, .. args]);
        describe(builder);
        using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        var reporter = app.Services.GetRequiredService<PipelineActivityReporter>();
        var failure = await Record.ExceptionAsync(() => app.RunAsync(TestContext.Current.CancellationToken));
        return (await reporter.Activities.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken), failure);
    }
}
