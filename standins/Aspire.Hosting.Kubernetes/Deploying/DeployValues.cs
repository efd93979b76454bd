using System.Text.RegularExpressions;
<<<<<<< HEAD
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Helm;
using Aspire.Hosting.Kubernetes.Yaml;
using Aspire.Hosting.Pipelines;
=======
using Aspire.Hosting.Images;
using Aspire.Hosting.Kubernetes.Helm;
using Aspire.Hosting.Kubernetes.Yaml;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
>>>>>>> k8s

namespace Aspire.Hosting.Kubernetes.Deploying;

/// <summary>Writes the values that only a deployment knows (parameters, secrets, images in a registry) to a file beside values.yaml.</summary>
internal static partial class DeployValues
{
    public static string File(string chart, KubernetesEnvironmentResource environment) => Path.Combine(chart, $"values.{environment.Name}.yaml");

    public static async Task WriteAsync(PipelineStepContext context, KubernetesEnvironmentResource environment)
    {
<<<<<<< HEAD
=======
        var images = context.Services.GetRequiredService<ImageNames>();
>>>>>>> k8s
        var values = new Dictionary<ValuePlace, string>();
        foreach (var (place, provider) in environment.Deferred.Providers)
            values[place] = await provider.GetValueAsync(context.CancellationToken).ConfigureAwait(false) ?? "";
        foreach (var (place, resource) in environment.Deferred.Images)
        {
<<<<<<< HEAD
            if (await ImageAsync(resource, context.CancellationToken).ConfigureAwait(false) is { } image)
=======
            if (await images.RemoteAsync(resource, context.Model, context.CancellationToken).ConfigureAwait(false) is { } image)
>>>>>>> k8s
                values[place] = image;
        }

        foreach (var (place, template) in environment.Deferred.Templates)
            values[place] = Reference().Replace(template, match => values.GetValueOrDefault(Place(match), match.Value));
        if (values.Count == 0)
            return;

        var sections = values.GroupBy(value => value.Key.Section).ToDictionary(
            section => section.Key,
            section => section.GroupBy(value => value.Key.Resource).ToDictionary(
                resource => resource.Key,
                resource => resource.ToDictionary(value => value.Key.Key, value => value.Value)));
        await System.IO.File.WriteAllTextAsync(
<<<<<<< HEAD
            File(EnvironmentSteps.OutputFolder(context, environment), environment), ChartYaml.Write(sections), context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>registry/repository/name:latest; null without a registry, where the name that the chart has is right.</summary>
    private static async Task<string?> ImageAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource.GetDeploymentTargetAnnotation()?.ContainerRegistry is not { } registry)
            return null;
        var endpoint = await registry.Endpoint.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var repository = registry.Repository is { } named ? await named.GetValueAsync(cancellationToken).ConfigureAwait(false) : null;
        return string.Join('/', new[] { endpoint, repository, resource.Name }.Where(part => !string.IsNullOrEmpty(part))) + ":latest";
=======
            File(EnvironmentSteps.OutputFolder(context, environment), environment), new ChartYaml().Write(sections), context.CancellationToken).ConfigureAwait(false);
>>>>>>> k8s
    }

    private static ValuePlace Place(Match match) => new(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);

    [GeneratedRegex(@"\{\{\s*\.Values\.(\w+)\.(\w+)\.(\w+)\s*\}\}")]
    private static partial Regex Reference();
}
