using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>Gives resources steps of their own.</summary>
public static class PipelineStepFactoryExtensions
{
    /// <summary>Gives the resource a step.</summary>
    public static IResourceBuilder<T> WithPipelineStepFactory<T>(
        this IResourceBuilder<T> builder, Func<PipelineStepFactoryContext, PipelineStep> factory)
        where T : IResource => builder.WithAnnotation(new PipelineStepAnnotation(factory));

    /// <summary>Gives the resource a step.</summary>
    public static IResourceBuilder<T> WithPipelineStepFactory<T>(
        this IResourceBuilder<T> builder, Func<PipelineStepFactoryContext, Task<PipelineStep>> factory)
        where T : IResource => builder.WithAnnotation(new PipelineStepAnnotation(factory));

    /// <summary>Gives the resource steps.</summary>
    public static IResourceBuilder<T> WithPipelineStepFactory<T>(
        this IResourceBuilder<T> builder, Func<PipelineStepFactoryContext, IEnumerable<PipelineStep>> factory)
        where T : IResource => builder.WithAnnotation(new PipelineStepAnnotation(factory));

    /// <summary>Gives the resource steps.</summary>
    public static IResourceBuilder<T> WithPipelineStepFactory<T>(
        this IResourceBuilder<T> builder, Func<PipelineStepFactoryContext, Task<IEnumerable<PipelineStep>>> factory)
        where T : IResource => builder.WithAnnotation(new PipelineStepAnnotation(factory));

    /// <summary>Lets the resource connect the steps of the pipeline.</summary>
    public static IResourceBuilder<T> WithPipelineConfiguration<T>(
        this IResourceBuilder<T> builder, Func<PipelineConfigurationContext, Task> callback)
        where T : IResource => builder.WithAnnotation(new PipelineConfigurationAnnotation(callback));

    /// <summary>Lets the resource connect the steps of the pipeline.</summary>
    public static IResourceBuilder<T> WithPipelineConfiguration<T>(
        this IResourceBuilder<T> builder, Action<PipelineConfigurationContext> callback)
        where T : IResource => builder.WithAnnotation(new PipelineConfigurationAnnotation(callback));
}
