using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

internal sealed class ResourceBuilder<T>(IDistributedApplicationBuilder application, T resource) : IResourceBuilder<T>
    where T : IResource
{
    public IDistributedApplicationBuilder ApplicationBuilder => application;

    public T Resource => resource;

    public IResourceBuilder<T> WithAnnotation<TAnnotation>(
        TAnnotation annotation, ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation
    {
        if (behavior == ResourceAnnotationMutationBehavior.Replace)
        {
            foreach (var replaced in resource.Annotations.OfType<TAnnotation>().ToArray())
                resource.Annotations.Remove(replaced);
        }

        resource.Annotations.Add(annotation);
        return this;
    }
}
