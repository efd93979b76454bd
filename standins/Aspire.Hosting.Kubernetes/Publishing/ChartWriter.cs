using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;
using Aspire.Hosting.Kubernetes.Resources;
using Aspire.Hosting.Kubernetes.Yaml;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Writes an environment's Helm chart: Chart.yaml, values.yaml and a folder of templates for every resource.</summary>
internal sealed class ChartWriter(KubernetesEnvironmentResource environment, string folder, CancellationToken cancellationToken)
{
    private readonly ChartYaml _yaml = new();
    private readonly ChartValues _values = new(environment.Deferred);

    public async Task WriteAsync(DistributedApplicationModel model)
    {
        IResource[] resources = environment.EnabledDashboard is { } dashboard ? [dashboard, .. model.Resources] : [.. model.Resources];
        foreach (var resource in resources)
        {
            if (resource.GetDeploymentTargetAnnotation(environment.OwningComputeEnvironment ?? environment)?.DeploymentTarget is KubernetesResource service)
                await WriteServiceAsync(service).ConfigureAwait(false);
        }

        foreach (var routed in resources.OfType<IChartResource>().Where(routed => routed.Environment == environment))
            await WriteObjectsAsync(routed.Name, routed.Objects).ConfigureAwait(false);

        await WriteFileAsync("Chart.yaml", _yaml.Write(await environment.DescribeChartAsync(cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);
        _values.AddDeferred();
        await WriteFileAsync("values.yaml", _yaml.Write(_values.Sections)).ConfigureAwait(false);
    }

    private async Task WriteServiceAsync(KubernetesResource service)
    {
        foreach (var customization in service.Target.Annotations.OfType<KubernetesServiceCustomizationAnnotation>())
            customization.Configure(service);
        if (service.Target.TryGetLastAnnotation<NodePoolAnnotation>(out var placed) && service.Workload is { } workload)
            workload.PodTemplate.Spec.NodeSelector[placed.NodePool.NodeSelectorLabelKey] = placed.NodePool.Name;

        await WriteObjectsAsync(service.Target.Name, service.Objects()).ConfigureAwait(false);
        await _values.AddAsync(HelmExpression.Parameters, service.Target.Name, service.Parameters, cancellationToken).ConfigureAwait(false);
        await _values.AddAsync(HelmExpression.Config, service.Target.Name, service.Config, cancellationToken).ConfigureAwait(false);
        await _values.AddAsync(HelmExpression.Secrets, service.Target.Name, service.Secrets, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteObjectsAsync(string resource, IEnumerable<BaseKubernetesResource> objects)
    {
        foreach (var item in objects)
            await WriteFileAsync(Path.Combine("templates", resource, FileName(resource, item)), $"---\n{_yaml.Write(item)}").ConfigureAwait(false);
    }

    /// <summary>The object's name without the resource's, which the folder has already; its kind when it has no name.</summary>
    private static string FileName(string resource, BaseKubernetesResource item)
    {
        var prefix = $"{KubernetesName.Of(resource)}-";
        var name = string.IsNullOrWhiteSpace(item.Metadata.Name) ? item.GetType().Name.ToLowerInvariant() : item.Metadata.Name;
        return $"{(name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name)}.yaml";
    }

    private async Task WriteFileAsync(string path, string content)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, content, cancellationToken).ConfigureAwait(false);
    }
}
