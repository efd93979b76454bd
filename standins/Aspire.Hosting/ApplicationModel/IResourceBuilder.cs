namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says more about a resource.</summary>
public interface IResourceBuilder<out T>
    where T : IResource
{
    /// <summary>The application being built.</summary>
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    /// <summary>The resource.</summary>
    T Resource { get; }

    /// <summary>Adds an annotation of its default form.</summary>
    IResourceBuilder<T> WithAnnotation<TAnnotation>(
        ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation, new() => WithAnnotation(new TAnnotation(), behavior);

    /// <summary>Adds an annotation.</summary>
    IResourceBuilder<T> WithAnnotation<TAnnotation>(
        TAnnotation annotation,
        ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation;
}
