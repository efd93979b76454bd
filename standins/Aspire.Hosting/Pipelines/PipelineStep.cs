using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>A step of publishing or deploying.</summary>
public class PipelineStep
{
    /// <summary>The name, unique in the pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>What it does.</summary>
    public required Func<PipelineStepContext, Task> Action { get; init; }

    /// <summary>The steps that come before it.</summary>
    public List<string> DependsOnSteps { get; init; } = [];

    /// <summary>The steps that come after it and need it.</summary>
    public List<string> RequiredBySteps { get; init; } = [];

    /// <summary>What kind of step it is.</summary>
    public List<string> Tags { get; init; } = [];

    /// <summary>The resource that it is about.</summary>
    public IResource? Resource { get; set; }

    /// <summary>Puts another step before it.</summary>
    public void DependsOn(string stepName) => DependsOnSteps.Add(stepName);

    /// <summary>Puts another step before it.</summary>
    public void DependsOn(PipelineStep step) => DependsOn(step.Name);

    /// <summary>Puts it before another step, which then needs it.</summary>
    public void RequiredBy(string stepName) => RequiredBySteps.Add(stepName);

    /// <summary>Puts it before another step, which then needs it.</summary>
    public void RequiredBy(PipelineStep step) => RequiredBy(step.Name);
}
