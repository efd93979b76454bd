using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;
using Aspire.Hosting.Kubernetes.Resources;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Builds the objects that every resource gets: workload, settings, secrets and service.</summary>
internal static class WorkloadFactory
{
    // Any group will do that is no image's own; the kubelet gives it the volume.
    private const long VolumeGroup = 2000;

    public static void Build(KubernetesResource service)
    {
        service.Workload = Workload(service);
        service.ConfigMap = ConfigMap(service);
        service.Secret = Secret(service);
        service.Service = Service(service);
    }

    private static Workload Workload(KubernetesResource service)
    {
        var template = new PodTemplateSpecV1 { Metadata = { Labels = service.Labels } };
        template.Spec.Containers.Add(ContainerFactory.Build(service));
        foreach (var mount in service.Mounts)
            template.Spec.Volumes.Add(VolumeMapper.Volume(service, mount));

        var replicas = service.Target.GetReplicaCount();
        if (!service.Target.Annotations.OfType<PersistentVolumeBindingAnnotation>().Any())
        {
            return new Deployment
            {
                Metadata = { Name = KubernetesName.Deployment(service.Target.Name), Labels = service.Labels },
                Spec =
                {
                    Selector = new(service.Labels),
                    Replicas = replicas,
                    Template = template,
                    Strategy = { RollingUpdate = { MaxSurge = 1, MaxUnavailable = 1 } },
                },
            };
        }

        // Pods that share a claim need names that last and an order to be replaced in.
        template.Spec.SecurityContext = new() { FsGroup = VolumeGroup, FsGroupChangePolicy = "OnRootMismatch" };
        return new StatefulSet
        {
            Metadata = { Name = KubernetesName.StatefulSet(service.Target.Name), Labels = service.Labels },
            Spec = { Selector = new(service.Labels), Replicas = replicas, Template = template },
        };
    }

    private static ConfigMap? ConfigMap(KubernetesResource service)
    {
        if (service.Config.Count == 0)
            return null;
        var map = new ConfigMap { Metadata = { Name = KubernetesName.ConfigMap(service.Target.Name), Labels = service.Labels } };
        Fill(map.Data, service.Config);
        return map;
    }

    private static Secret? Secret(KubernetesResource service)
    {
        if (service.Secrets.Count == 0)
            return null;
        var secret = new Secret { Metadata = { Name = KubernetesName.Secret(service.Target.Name), Labels = service.Labels } };
        Fill(secret.StringData, service.Secrets);
        return secret;
    }

    /// <summary>Variables whose names differ in case alone would hide each other on some systems: the first stays.</summary>
    private static void Fill(Dictionary<string, string> data, Dictionary<string, HelmValue> values)
    {
        foreach (var (name, value) in values.DistinctBy(value => value.Key, StringComparer.OrdinalIgnoreCase))
            data[name] = value.Text;
    }

    private static Service? Service(KubernetesResource service)
    {
        if (service.Endpoints.Count == 0)
            return null;
        var result = new Service
        {
            Metadata = { Name = KubernetesName.Service(service.Target.Name), Labels = service.Labels },
            Spec = { Selector = service.Labels, Type = service.Parent.DefaultServiceType },
        };
        foreach (var endpoint in service.Endpoints.Values.DistinctBy(PortOf))
        {
            result.Spec.Ports.Add(new ServicePortV1
            {
                Name = endpoint.Name,
                Protocol = endpoint.Protocol,
                Port = new(endpoint.ServicePort.Scalar),
                TargetPort = new(endpoint.Port.Scalar),
            });
        }

        return result;
    }

    /// <summary>Endpoints that share a container's port share the service's.</summary>
    internal static (string Port, string Protocol) PortOf(EndpointMapping endpoint) => (endpoint.Port.ToString(), endpoint.Protocol);
}
