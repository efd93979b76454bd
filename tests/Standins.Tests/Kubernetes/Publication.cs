using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Standins.Tests.Kubernetes;

/// <summary>An application that a test describes and publishes in its own process.</summary>
internal static class Publication
{
    /// <summary>A project of the fixtures with endpoints, relative to <see cref="Fixtures"/>.</summary>
    public const string Web = "SampleGateway/SampleGateway.csproj";

    /// <summary>One without.</summary>
    public const string Plain = "SampleWorker/SampleWorker.csproj";

    private static string Fixtures => Path.Combine(Repository.Root, "tests", "Fixtures", "Published");

    /// <summary>The path of a fixture's project.</summary>
    public static string Project(string path) => Path.Combine(Fixtures, path);

    /// <summary>Describes, publishes, and gives the folder.</summary>
    public static async Task<OutputFolder> PublishAsync(Action<IDistributedApplicationBuilder> describe, string step = "publish")
    {
        var output = new OutputFolder();
        await RunAsync(output, describe, (pipeline, context) => pipeline.ExecuteAsync(context), step);
        return output;
    }

    /// <summary>The steps that a step needs, in order.</summary>
    public static async Task<string[]> StepsAsync(Action<IDistributedApplicationBuilder> describe, string step)
    {
        using var output = new OutputFolder();
        string[] names = [];
        await RunAsync(
            output,
            describe,
            async (pipeline, context) =>
            {
                var graph = await ((DistributedApplicationPipeline)pipeline).ResolveAsync(context);
                names = [.. graph.OrderFor(step).Select(known => known.Name)];
            },
            step);
        return names;
    }

    /// <summary>Publishes, and then does what steps do without what they need first.</summary>
    public static async Task<OutputFolder> PublishAndDoAsync(Action<IDistributedApplicationBuilder> describe, params string[] steps)
    {
        var output = new OutputFolder();
        await RunAsync(
            output,
            describe,
            async (pipeline, context) =>
            {
                await pipeline.ExecuteAsync(context);
                var graph = await ((DistributedApplicationPipeline)pipeline).ResolveAsync(context);
                var reporter = context.Services.GetRequiredService<IPipelineActivityReporter>();
                foreach (var step in steps)
                    await StepRun.ExecuteAsync(graph.Steps.Single(known => known.Name == step), context, reporter);
            },
            WellKnownPipelineSteps.Publish);
        return output;
    }

    private static async Task RunAsync(
        OutputFolder output,
        Action<IDistributedApplicationBuilder> describe,
        Func<IDistributedApplicationPipeline, PipelineContext, Task> use,
        string step)
    {
        await using var builder = DistributedApplicationTestingBuilder.Create(
            "--operation", "publish", "--step", step, "--output-path", output.Path);
        describe(builder);
        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        var services = app.Services;
        await use(builder.Pipeline, new PipelineContext(
            services.GetRequiredService<DistributedApplicationModel>(),
            builder.ExecutionContext,
            services,
            NullLogger.Instance,
            TestContext.Current.CancellationToken));
    }
}
