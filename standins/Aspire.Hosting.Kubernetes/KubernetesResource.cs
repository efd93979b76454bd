using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;
using Aspire.Hosting.Kubernetes.Publishing;
using Aspire.Hosting.Kubernetes.Resources;

namespace Aspire.Hosting.Kubernetes;

/// <summary>What stands in the cluster for a resource of the application; all of it may be changed before it is written.</summary>
public class KubernetesResource : Resource, IResourceWithParent<KubernetesEnvironmentResource>
{
    /// <summary>Stands for a resource in an environment.</summary>
    public KubernetesResource(string name, IResource resource, KubernetesEnvironmentResource kubernetesEnvironmentResource)
        : base(name)
    {
        Target = resource;
        Parent = kubernetesEnvironmentResource;
    }

    /// <summary>The environment.</summary>
    public KubernetesEnvironmentResource Parent { get; }

    /// <summary>What makes the pods.</summary>
    public Workload? Workload { get; set; }

    /// <summary>The settings that are no secret; null without any.</summary>
    public ConfigMap? ConfigMap { get; set; }

    /// <summary>The settings that are; null without any.</summary>
    public Secret? Secret { get; set; }

    /// <summary>The address of the pods; null for a resource that does not listen.</summary>
    public Service? Service { get; set; }

    /// <summary>What else belongs to the resource; it gets the resource's labels.</summary>
    public List<BaseKubernetesResource> AdditionalResources { get; } = [];

    /// <summary>The resource that this stands for.</summary>
    internal IResource Target { get; }

    internal Dictionary<string, EndpointMapping> Endpoints { get; } = [];

    internal List<VolumeMountV1> Mounts { get; } = [];

    internal List<PersistentVolumeClaim> Claims { get; } = [];

    internal Dictionary<string, HelmValue> Parameters { get; } = [];

    internal Dictionary<string, HelmValue> Config { get; } = [];

    internal Dictionary<string, HelmValue> Secrets { get; } = [];

    internal List<string> Arguments { get; } = [];

    internal Dictionary<string, string> Labels => KubernetesName.Labels(Target.Name);

    /// <summary>Everything to write, in order.</summary>
    internal IEnumerable<BaseKubernetesResource> Objects()
    {
        foreach (var additional in AdditionalResources)
        {
            foreach (var (name, value) in Labels)
                additional.Metadata.Labels.TryAdd(name, value);
        }

        BaseKubernetesResource?[] own = [Workload, ConfigMap, Secret, Service];
        return [.. own.OfType<BaseKubernetesResource>(), .. Claims, .. AdditionalResources];
    }
}
