using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Backchannel;

/// <summary>Tells which steps a pipeline would run.</summary>
internal sealed class PipelineListing(
    DistributedApplicationPipeline pipeline,
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext execution,
    IServiceProvider services,
    PipelinePreparation preparation,
    ILoggerFactory loggers)
{
    /// <summary>The steps before the application starts, and then those that a step needs; all where none is named.</summary>
    public async Task<object?> ListAsync(string? step, CancellationToken cancellation)
    {
        await preparation.DoneAsync(cancellation).ConfigureAwait(false);
        var context = new PipelineContext(model, execution, services, loggers.CreateLogger(PipelineActivityReporter.Category), cancellation);
        var graph = await pipeline.ResolveAsync(context).ConfigureAwait(false);
        var order = graph.OrderFor(WellKnownPipelineSteps.BeforeStart)
            .Concat(string.IsNullOrEmpty(step) ? graph.Steps.SelectMany(known => graph.OrderFor(known.Name)) : graph.OrderFor(step))
            .Distinct();
        return new
        {
            Steps = order.Select(known => new
            {
                known.Name,
                known.Description,
                DependsOn = graph.DependenciesOf(known),
                known.Tags,
                ResourceName = known.Resource?.Name,
            }).ToArray(),
        };
    }
}
