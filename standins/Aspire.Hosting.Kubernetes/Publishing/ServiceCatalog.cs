using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>
/// What stands in the cluster for each resource. It is worked out once, at the latest when another resource refers to it;
/// two that refer to each other see each other's endpoints.
/// </summary>
internal sealed class ServiceCatalog(KubernetesEnvironmentResource environment, DistributedApplicationExecutionContext execution)
{
    private readonly Dictionary<string, KubernetesResource> _services = new(StringComparer.OrdinalIgnoreCase);

    public KubernetesResource? Find(IResource resource) => _services.GetValueOrDefault(resource.Name);

    public async Task<KubernetesResource> GetAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (Find(resource) is { } known)
            return known;

        var service = _services[resource.Name] = new KubernetesResource(resource.Name, resource, environment);
        EndpointMapper.Map(service);
        VolumeMapper.Map(service);
        await new Configuration(service, new ValueTranslator(resource, this), execution).ReadAsync(cancellationToken).ConfigureAwait(false);
        WorkloadFactory.Build(service);
        return service;
    }
}
