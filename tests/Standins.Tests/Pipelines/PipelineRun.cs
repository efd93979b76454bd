using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Standins.Tests.Pipelines;

/// <summary>Runs a step of an application's pipeline and says which steps were run.</summary>
internal static class PipelineRun
{
    public static Task<IReadOnlyList<string>> StepAsync(string step, Action<IDistributedApplicationBuilder> describe) =>
        StepAsync(step, describe, []);

    public static async Task<IReadOnlyList<string>> StepAsync(string step, Action<IDistributedApplicationBuilder> describe, params string[] args)
    {
        await using var builder = DistributedApplicationTestingBuilder.Create(["--operation", "publish", "--step", step, .. args]);
        var reporter = new Recorder();
        builder.Services.AddSingleton<IPipelineActivityReporter>(reporter);
        describe(builder);
        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await builder.Pipeline.ExecuteAsync(new PipelineContext(
            app.Services.GetRequiredService<DistributedApplicationModel>(),
            builder.ExecutionContext,
            app.Services,
            NullLogger.Instance,
            TestContext.Current.CancellationToken));
        return reporter.Steps;
    }

    private sealed class Recorder : IPipelineActivityReporter
    {
        private readonly PipelineActivityReporter _inner = new(NullLoggerFactory.Instance, TimeProvider.System);

        public List<string> Steps { get; } = [];

        public Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default)
        {
            Steps.Add(title);
            return _inner.CreateStepAsync(title, cancellationToken);
        }

        public Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default) =>
            _inner.CompletePublishAsync(options, cancellationToken);
    }
}
