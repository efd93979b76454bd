using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;
using Aspire.Hosting.Kubernetes.Resources;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Builds a resource's container.</summary>
internal static class ContainerFactory
{
    public static ContainerV1 Build(KubernetesResource service)
    {
        var container = new ContainerV1
        {
            Name = service.Target.Name,
            Image = Image(service),
            ImagePullPolicy = service.Parent.DefaultImagePullPolicy,
        };
        if (service.Target is ContainerResource { Entrypoint: { } entrypoint })
            container.Command.Add(entrypoint);
        container.Args.AddRange(service.Arguments);
        if (service.Config.Count > 0)
            container.EnvFrom.Add(new() { ConfigMapRef = new() { Name = KubernetesName.ConfigMap(service.Target.Name) } });
        if (service.Secrets.Count > 0)
            container.EnvFrom.Add(new() { SecretRef = new() { Name = KubernetesName.Secret(service.Target.Name) } });
        foreach (var endpoint in service.Endpoints.Values.DistinctBy(WorkloadFactory.PortOf))
            container.Ports.Add(new() { Name = endpoint.Name, Protocol = endpoint.Protocol, ContainerPort = new(endpoint.Port.Scalar) });
        container.VolumeMounts.AddRange(service.Mounts);
        AddProbes(container, service);
        return container;
    }

    /// <summary>A given image stays as it is; one that is built from a project is a value of the chart.</summary>
    private static string Image(KubernetesResource service)
    {
        if (service.Target is not ProjectResource && service.Target.TryGetContainerImageName(out var given))
            return given;
        var key = HelmExpression.Key($"{service.Target.Name}_image");
        var image = new HelmValue(HelmExpression.Value(HelmExpression.Parameters, service.Target.Name, key), $"{service.Target.Name}:latest")
        {
            Image = service.Target,
        };
        service.Parameters[key] = image;
        return image.Scalar;
    }

    private static void AddProbes(ContainerV1 container, KubernetesResource service)
    {
        foreach (var annotation in service.Target.Annotations.OfType<EndpointProbeAnnotation>())
        {
            if (!service.Endpoints.TryGetValue(annotation.EndpointReference.EndpointName, out var endpoint))
                continue;
            var probe = new ProbeV1
            {
                HttpGet = new() { Path = annotation.Path, Port = new(endpoint.Port.Scalar), Scheme = endpoint.Scheme },
                InitialDelaySeconds = annotation.InitialDelaySeconds,
                PeriodSeconds = annotation.PeriodSeconds,
                TimeoutSeconds = annotation.TimeoutSeconds,
                FailureThreshold = annotation.FailureThreshold,
                SuccessThreshold = annotation.SuccessThreshold,
            };
            switch (annotation.Type)
            {
                case ProbeType.Startup:
                    container.StartupProbe = probe;
                    break;
                case ProbeType.Readiness:
                    container.ReadinessProbe = probe;
                    break;
                case ProbeType.Liveness:
                    container.LivenessProbe = probe;
                    break;
            }
        }
    }
}
