using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>Gives a resource steps of its own.</summary>
public class PipelineStepAnnotation : IResourceAnnotation
{
    private readonly Func<PipelineStepFactoryContext, Task<IEnumerable<PipelineStep>>> _factory;

    /// <summary>Gives it one step.</summary>
    public PipelineStepAnnotation(Func<PipelineStepFactoryContext, PipelineStep> factory)
        : this(context => Task.FromResult<IEnumerable<PipelineStep>>([factory(context)]))
    {
    }

    /// <summary>Gives it one step.</summary>
    public PipelineStepAnnotation(Func<PipelineStepFactoryContext, Task<PipelineStep>> factory)
        : this(async context => (IEnumerable<PipelineStep>)[await factory(context).ConfigureAwait(false)])
    {
    }

    /// <summary>Gives it several steps.</summary>
    public PipelineStepAnnotation(Func<PipelineStepFactoryContext, IEnumerable<PipelineStep>> factory)
        : this(context => Task.FromResult(factory(context)))
    {
    }

    /// <summary>Gives it several steps.</summary>
    public PipelineStepAnnotation(Func<PipelineStepFactoryContext, Task<IEnumerable<PipelineStep>>> factory) => _factory = factory;

    /// <summary>Makes the steps for one run.</summary>
    public Task<IEnumerable<PipelineStep>> CreateStepsAsync(PipelineStepFactoryContext context) => _factory(context);
}
