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

    private static async Task<(List<PublishingActivity> Activities, Exception? Failure)> RunAsync(
        string step, Action<IDistributedApplicationBuilder> describe)
    {
        await using var builder = DistributedApplicationTestingBuilder.Create(["--operation", "publish", "--step", step]);
        describe(builder);
        using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        var reporter = app.Services.GetRequiredService<PipelineActivityReporter>();
        var failure = await Record.ExceptionAsync(() => app.RunAsync(TestContext.Current.CancellationToken));
        return (await reporter.Activities.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken), failure);
    }
}
