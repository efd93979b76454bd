using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>One run of a pipeline.</summary>
public sealed class PipelineContext
{
    /// <summary>Begins a run.</summary>
    public PipelineContext(
        DistributedApplicationModel model,
        DistributedApplicationExecutionContext executionContext,
        IServiceProvider serviceProvider,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        Model = model;
        ExecutionContext = executionContext;
        Services = serviceProvider;
        Logger = logger;
        CancellationToken = cancellationToken;
    }

    /// <summary>The application's resources.</summary>
    public DistributedApplicationModel Model { get; }

    /// <summary>Whether the application runs or is published.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Writes to the run's log.</summary>
    public ILogger Logger { get; }

    /// <summary>Ends the run.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>What the user is told at the end.</summary>
    public PipelineSummary Summary { get; } = new();
}

/// <summary>One run of a step.</summary>
public sealed class PipelineStepContext
{
    /// <summary>The run of the pipeline.</summary>
    public required PipelineContext PipelineContext { get; init; }

    /// <summary>Shows how the step goes.</summary>
    public required IReportingStep ReportingStep { get; init; }

    /// <summary>The application's resources.</summary>
    public DistributedApplicationModel Model => PipelineContext.Model;

    /// <summary>Whether the application runs or is published.</summary>
    public DistributedApplicationExecutionContext ExecutionContext => PipelineContext.ExecutionContext;

    /// <summary>The application's services.</summary>
    public IServiceProvider Services => PipelineContext.Services;

    /// <summary>Writes to the step's log, which the user sees.</summary>
    public ILogger Logger => field ??= new StepLogger(ReportingStep, PipelineContext.Logger);

    /// <summary>Ends the run.</summary>
    public CancellationToken CancellationToken => PipelineContext.CancellationToken;

    /// <summary>What the user is told at the end.</summary>
    public PipelineSummary Summary => PipelineContext.Summary;
}

/// <summary>What the steps of a resource are made for.</summary>
public class PipelineStepFactoryContext
{
    /// <summary>The run of the pipeline.</summary>
    public required PipelineContext PipelineContext { get; init; }

    /// <summary>The resource.</summary>
    public required IResource Resource { get; init; }
}
