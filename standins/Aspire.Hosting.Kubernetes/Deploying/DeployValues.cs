using System.Text.RegularExpressions;
using Aspire.Hosting.Images;
using Aspire.Hosting.Kubernetes.Helm;
using Aspire.Hosting.Kubernetes.Yaml;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Kubernetes.Deploying;

/// <summary>Writes the values that only a deployment knows (parameters, secrets, images in a registry) to a file beside values.yaml.</summary>
internal static partial class DeployValues
{
    public static string File(string chart, KubernetesEnvironmentResource environment) => Path.Combine(chart, $"values.{environment.Name}.yaml");

    public static async Task WriteAsync(PipelineStepContext context, KubernetesEnvironmentResource environment)
    {
        var images = context.Services.GetRequiredService<ImageNames>();
        var values = new Dictionary<ValuePlace, string>();
        foreach (var (place, provider) in environment.Deferred.Providers)
            values[place] = await provider.GetValueAsync(context.CancellationToken).ConfigureAwait(false) ?? "";
        foreach (var (place, resource) in environment.Deferred.Images)
        {
            if (await images.RemoteAsync(resource, context.Model, context.CancellationToken).ConfigureAwait(false) is { } image)
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
            File(EnvironmentSteps.OutputFolder(context, environment), environment), new ChartYaml().Write(sections), context.CancellationToken).ConfigureAwait(false);
    }

    private static ValuePlace Place(Match match) => new(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);

    [GeneratedRegex(@"\{\{\s*\.Values\.(\w+)\.(\w+)\.(\w+)\s*\}\}")]
    private static partial Regex Reference();
}
