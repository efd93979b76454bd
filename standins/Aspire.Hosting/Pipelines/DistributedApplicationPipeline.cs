using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

/// <summary>Gathers the steps, puts them in order and runs those that are needed, one after the other.</summary>
internal sealed class DistributedApplicationPipeline : IDistributedApplicationPipeline
{
    private readonly List<PipelineStep> _steps = [.. BuiltInSteps.Create()];
    private readonly List<Func<PipelineConfigurationContext, Task>> _configurations = [];
    private HashSet<string>? _prepared;

    public void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null) =>
        AddStep(new PipelineStep
        {
            Name = name,
            Action = action,
            DependsOnSteps = Names(dependsOn, nameof(dependsOn)),
            RequiredBySteps = Names(requiredBy, nameof(requiredBy)),
        });

    public void AddStep(PipelineStep step)
    {
        if (_steps.Any(known => known.Name == step.Name))
            throw new InvalidOperationException($"A step with the name '{step.Name}' has already been added to the pipeline.");
        _steps.Add(step);
    }

    public void AddPipelineConfiguration(Func<PipelineConfigurationContext, Task> callback) => _configurations.Add(callback);

    public Task ExecuteAsync(PipelineContext context) =>
        ExecuteAsync(context, context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.Step ?? WellKnownPipelineSteps.Publish);

    /// <summary>Runs what comes before the application, and then a step with all that it needs.</summary>
    internal async Task ExecuteAsync(PipelineContext context, string step)
    {
        var done = await PrepareAsync(context).ConfigureAwait(false);
        var rest = (await ResolveAsync(context).ConfigureAwait(false)).OrderFor(step);
        await RunAsync(rest.Where(known => !done.Contains(known.Name)), context).ConfigureAwait(false);
    }

    /// <summary>Runs what comes first, unless it has been: it may say where resources are deployed, and their steps depend on that.</summary>
    /// <returns>The names of the steps that were run.</returns>
    internal async Task<IReadOnlySet<string>> PrepareAsync(PipelineContext context)
    {
        if (_prepared is not null)
            return _prepared;
        var first = (await ResolveAsync(context).ConfigureAwait(false)).OrderFor(WellKnownPipelineSteps.BeforeStart);
        await RunAsync(first, context).ConfigureAwait(false);
        return _prepared = first.Select(known => known.Name).ToHashSet();
    }

    /// <summary>All steps: the built-in ones, those that were added, and those of the resources.</summary>
    internal async Task<StepGraph> ResolveAsync(PipelineContext context)
    {
        // Copies: what a configuration connects is connected in this run alone.
        var steps = _steps.ConvertAll(Copy);
        foreach (var resource in context.Model.Resources)
        {
            foreach (var annotation in resource.Annotations.OfType<PipelineStepAnnotation>().ToArray())
            {
                var factory = new PipelineStepFactoryContext { PipelineContext = context, Resource = resource };
                foreach (var step in await annotation.CreateStepsAsync(factory).ConfigureAwait(false))
                {
                    step.Resource ??= resource;
                    steps.Add(step);
                }
            }
        }

        var configuration = new PipelineConfigurationContext { Services = context.Services, Model = context.Model, Steps = steps };
        var callbacks = context.Model.Resources.SelectMany(resource => resource.Annotations.OfType<PipelineConfigurationAnnotation>())
            .Select(annotation => annotation.Callback);
        foreach (var callback in _configurations.Concat(callbacks).ToArray())
            await callback(configuration).ConfigureAwait(false);
        return new StepGraph(steps);
    }

    private static async Task RunAsync(IEnumerable<PipelineStep> steps, PipelineContext context)
    {
        var reporter = context.Services.GetRequiredService<IPipelineActivityReporter>();
        foreach (var step in steps)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await StepRun.ExecuteAsync(step, context, reporter).ConfigureAwait(false);
        }
    }

    private static PipelineStep Copy(PipelineStep step) => new()
    {
        Name = step.Name,
        Description = step.Description,
        Action = step.Action,
        DependsOnSteps = [.. step.DependsOnSteps],
        RequiredBySteps = [.. step.RequiredBySteps],
        Tags = [.. step.Tags],
        Resource = step.Resource,
    };

    private static List<string> Names(object? names, string parameter) => names switch
    {
        null => [],
        string name => [name],
        IEnumerable<string> several => [.. several],
        _ => throw new ArgumentException($"Names of steps are a string or several, not a {names.GetType().Name}.", parameter),
    };
}
