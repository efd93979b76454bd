using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds containers.</summary>
public static class ContainerResourceBuilderExtensions
{
    private const string DefaultTag = "latest";

    /// <summary>Adds a container of an image, which may hold its tag.</summary>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image)
    {
        // A colon before a slash belongs to the registry's port.
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/')
            ? builder.AddContainer(name, image[..colon], image[(colon + 1)..])
            : builder.AddContainer(name, image, DefaultTag);
    }

    /// <summary>Adds a container of an image.</summary>
    public static IResourceBuilder<ContainerResource> AddContainer(
        this IDistributedApplicationBuilder builder, string name, string image, string tag) =>
        builder.AddResource(new ContainerResource(name)).WithAnnotation(new ContainerImageAnnotation { Image = image, Tag = tag });

    /// <summary>Says from which registry the image comes.</summary>
    public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry)
        where T : ContainerResource
    {
        if (!builder.Resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
            throw new InvalidOperationException($"Resource '{builder.Resource.Name}' has no image.");
        image.Registry = registry;
        return builder;
    }

    /// <summary>Mounts a volume.</summary>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, string target, bool isReadOnly = false)
        where T : ContainerResource =>
        builder.WithAnnotation(new ContainerMountAnnotation(name, target, ContainerMountType.Volume, isReadOnly));

    /// <summary>Mounts a volume without a name.</summary>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string target)
        where T : ContainerResource => builder.WithVolume(name: null, target);

    /// <summary>Mounts a folder of the machine, which may be relative to the AppHost's.</summary>
    public static IResourceBuilder<T> WithBindMount<T>(this IResourceBuilder<T> builder, string source, string target, bool isReadOnly = false)
        where T : ContainerResource
    {
        var folder = Path.GetFullPath(source, builder.ApplicationBuilder.AppHostDirectory);
        return builder.WithAnnotation(new ContainerMountAnnotation(folder, target, ContainerMountType.BindMount, isReadOnly));
    }
}
