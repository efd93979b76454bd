using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Images;

/// <summary>What images are called, here and in a registry. All of one deployment share a tag that no other has.</summary>
internal sealed class ImageNames(TimeProvider time)
{
    public const string LocalTag = "latest";

    private readonly Lazy<string> _tag = new(() =>
        $"aspire-deploy-{time.GetUtcNow().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}");

    public static string Repository(IResource resource) => resource.Name.ToLowerInvariant();

    public static string Local(IResource resource) => $"{Repository(resource)}:{LocalTag}";

    /// <summary>registry/repository/name:tag; null when no registry is named and there are none or several.</summary>
    public async Task<string?> RemoteAsync(IResource resource, DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        if (Registry(resource, model) is not { } registry)
            return null;
        var endpoint = await registry.Endpoint.GetValueAsync(cancellationToken).ConfigureAwait(false);
        var repository = registry.Repository is { } named ? await named.GetValueAsync(cancellationToken).ConfigureAwait(false) : null;
        var path = new[] { endpoint, repository, Repository(resource) }.Where(part => !string.IsNullOrEmpty(part));
        return $"{string.Join('/', path)}:{_tag.Value}";
    }

    private static IContainerRegistry? Registry(IResource resource, DistributedApplicationModel model) =>
        resource.TryGetLastAnnotation<ContainerRegistryReferenceAnnotation>(out var own) ? own.Registry
        : resource.GetDeploymentTargetAnnotation()?.ContainerRegistry
            ?? (model.Resources.OfType<IContainerRegistry>().ToArray() is [var only] ? only : null);
}
