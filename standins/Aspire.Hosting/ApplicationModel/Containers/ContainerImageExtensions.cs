using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    /// <summary>The image of a container as an engine takes it: registry, repository, and digest or tag.</summary>
    public static bool TryGetContainerImageName(this IResource resource, [NotNullWhen(true)] out string? imageName)
    {
        if (!resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
        {
            imageName = null;
            return false;
        }

        var registry = string.IsNullOrEmpty(image.Registry) ? "" : $"{image.Registry}/";
        var version = !string.IsNullOrEmpty(image.SHA256) ? $"@sha256:{image.SHA256}"
            : string.IsNullOrEmpty(image.Tag) ? ""
            : $":{image.Tag}";
        imageName = $"{registry}{image.Image}{version}";
        return true;
    }
}
