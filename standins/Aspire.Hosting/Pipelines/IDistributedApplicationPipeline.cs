namespace Aspire.Hosting.Pipelines;

/// <summary>The steps of publishing and deploying an application.</summary>
public interface IDistributedApplicationPipeline
{
    /// <summary>Adds a step.</summary>
    /// <param name="name">Unique in the pipeline.</param>
    /// <param name="action">What the step does.</param>
    /// <param name="dependsOn">The steps that come before it: a name or several.</param>
    /// <param name="requiredBy">The steps that come after it: a name or several.</param>
    /// <exception cref="InvalidOperationException">There is a step of that name.</exception>
    void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null);

    /// <summary>Adds a step.</summary>
    /// <exception cref="InvalidOperationException">There is a step of that name.</exception>
    void AddStep(PipelineStep step);

    /// <summary>Is called when all steps are known, before any is run: may connect them.</summary>
    void AddPipelineConfiguration(Func<PipelineConfigurationContext, Task> callback);

    /// <summary>Runs the step that was asked for and all that it needs.</summary>
    Task ExecuteAsync(PipelineContext context);
}
