using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>All steps of a pipeline, before any is run.</summary>
public class PipelineConfigurationContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The application's resources.</summary>
    public required DistributedApplicationModel Model { get; init; }

    /// <summary>The steps.</summary>
    public required IReadOnlyList<PipelineStep> Steps { get; init; }

    /// <summary>The steps of a kind.</summary>
    public IEnumerable<PipelineStep> GetSteps(string tag) => Steps.Where(step => step.Tags.Contains(tag));

    /// <summary>The steps of a resource.</summary>
    public IEnumerable<PipelineStep> GetSteps(IResource resource) => Steps.Where(step => step.Resource == resource);

    /// <summary>The steps of a resource and a kind.</summary>
    public IEnumerable<PipelineStep> GetSteps(IResource resource, string tag) => GetSteps(resource).Where(step => step.Tags.Contains(tag));
}

/// <summary>Lets a resource connect the steps of a pipeline.</summary>
public class PipelineConfigurationAnnotation : IResourceAnnotation
{
    /// <summary>Is called when all steps are known.</summary>
    public PipelineConfigurationAnnotation(Func<PipelineConfigurationContext, Task> callback) => Callback = callback;

    /// <summary>Is called when all steps are known.</summary>
    public PipelineConfigurationAnnotation(Action<PipelineConfigurationContext> callback)
        : this(context =>
        {
            callback(context);
            return Task.CompletedTask;
        })
    {
    }

    /// <summary>Connects the steps.</summary>
    public Func<PipelineConfigurationContext, Task> Callback { get; }
}
