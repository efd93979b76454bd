namespace Aspire.Hosting.Pipelines;

/// <summary>What comes before what. "A is required by B" is the same as "B depends on A".</summary>
internal sealed class StepGraph
{
    private readonly Dictionary<string, PipelineStep> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _dependencies = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">Two steps have one name, or a step names one that is not there.</exception>
    public StepGraph(IEnumerable<PipelineStep> steps)
    {
        foreach (var step in steps)
        {
            if (!_steps.TryAdd(step.Name, step))
                throw new InvalidOperationException($"A step with the name '{step.Name}' has already been added to the pipeline.");
            _dependencies.Add(step.Name, []);
        }

        foreach (var step in _steps.Values)
        {
            foreach (var before in step.DependsOnSteps)
                Connect(before, step.Name, $"Step '{step.Name}' depends on unknown step '{before}'.");
            foreach (var after in step.RequiredBySteps)
                Connect(step.Name, after, $"Step '{step.Name}' is required by unknown step '{after}'.");
        }
    }

    public IReadOnlyCollection<PipelineStep> Steps => _steps.Values;

    public IReadOnlyList<string> DependenciesOf(PipelineStep step) => _dependencies[step.Name];

    /// <summary>A step and all that it needs, each after what it needs; what is free comes as it was added.</summary>
    /// <exception cref="InvalidOperationException">There is no such step, or steps need each other in a circle.</exception>
    public IReadOnlyList<PipelineStep> OrderFor(string name)
    {
        if (!_steps.TryGetValue(name, out var target))
        {
            throw new InvalidOperationException(
                $"Step '{name}' not found in pipeline. Available steps: {string.Join(", ", _steps.Keys.Select(known => $"'{known}'"))}.");
        }

        var order = new List<PipelineStep>();
        Visit(target, order, [], []);
        return order;
    }

    private void Connect(string before, string after, string otherwise)
    {
        if (!_steps.ContainsKey(before) || !_steps.ContainsKey(after))
            throw new InvalidOperationException(otherwise);
        if (!_dependencies[after].Contains(before))
            _dependencies[after].Add(before);
    }

    private void Visit(PipelineStep step, List<PipelineStep> order, HashSet<string> done, List<string> path)
    {
        if (done.Contains(step.Name))
            return;
        var circle = path.IndexOf(step.Name);
        if (circle >= 0)
            throw new InvalidOperationException($"Circular dependency in the pipeline: {string.Join(" → ", path[circle..])} → {step.Name}.");

        path.Add(step.Name);
        foreach (var before in _dependencies[step.Name])
            Visit(_steps[before], order, done, path);
        path.RemoveAt(path.Count - 1);
        done.Add(step.Name);
        order.Add(step);
    }
}
