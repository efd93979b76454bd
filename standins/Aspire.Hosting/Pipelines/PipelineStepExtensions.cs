namespace Aspire.Hosting.Pipelines;

/// <summary>Connects many steps at once.</summary>
public static class PipelineStepExtensions
{
    /// <summary>Puts a step before each of these.</summary>
    public static IEnumerable<PipelineStep> DependsOn(this IEnumerable<PipelineStep> steps, PipelineStep step) => steps.DependsOn(step.Name);

    /// <summary>Puts a step before each of these.</summary>
    public static IEnumerable<PipelineStep> DependsOn(this IEnumerable<PipelineStep> steps, string stepName)
    {
        foreach (var step in steps)
            step.DependsOn(stepName);
        return steps;
    }

    /// <summary>Puts several steps before each of these.</summary>
    public static IEnumerable<PipelineStep> DependsOn(this IEnumerable<PipelineStep> steps, IEnumerable<PipelineStep> targetSteps)
    {
        foreach (var target in targetSteps)
            steps.DependsOn(target);
        return steps;
    }

    /// <summary>Puts each of these before a step, which then needs them.</summary>
    public static IEnumerable<PipelineStep> RequiredBy(this IEnumerable<PipelineStep> steps, PipelineStep step) => steps.RequiredBy(step.Name);

    /// <summary>Puts each of these before a step, which then needs them.</summary>
    public static IEnumerable<PipelineStep> RequiredBy(this IEnumerable<PipelineStep> steps, string stepName)
    {
        foreach (var step in steps)
            step.RequiredBy(stepName);
        return steps;
    }

    /// <summary>Puts each of these before several steps, which then need them.</summary>
    public static IEnumerable<PipelineStep> RequiredBy(this IEnumerable<PipelineStep> steps, IEnumerable<PipelineStep> targetSteps)
    {
        foreach (var target in targetSteps)
            steps.RequiredBy(target);
        return steps;
    }
}
