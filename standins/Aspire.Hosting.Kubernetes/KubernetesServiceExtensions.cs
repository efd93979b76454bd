using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>Changes what stands in a cluster for a resource.</summary>
public static class KubernetesServiceExtensions
{
    /// <summary>Calls back with the objects made for the resource just before they are written; several callbacks run in order.</summary>
    public static IResourceBuilder<T> PublishAsKubernetesService<T>(this IResourceBuilder<T> builder, Action<KubernetesResource> configure)
        where T : IComputeResource
    {
        if (!builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
            return builder;
        KubernetesValidation.AddTo(builder.ApplicationBuilder);
        return builder.WithAnnotation(new KubernetesServiceCustomizationAnnotation(configure));
    }
}
