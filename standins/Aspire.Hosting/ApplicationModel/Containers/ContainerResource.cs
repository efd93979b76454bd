namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container of a ready image. It can be published; running one needs a container engine, which this host does not drive.</summary>
public class ContainerResource : Resource,
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>Names the container.</summary>
    public ContainerResource(string name, string? entrypoint = null)
        : base(name) => Entrypoint = entrypoint;

    /// <summary>The program, when it is not the image's own.</summary>
    public string? Entrypoint { get; set; }
}

/// <summary>The image of a container.</summary>
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    /// <summary>The registry's host; the engine's own when null.</summary>
    public string? Registry { get; set; }

    /// <summary>The repository.</summary>
    public required string Image { get; set; }

    /// <summary>The tag.</summary>
    public string? Tag { get; set; }

    /// <summary>The digest, in place of a tag.</summary>
    public string? SHA256 { get; set; }
}

/// <summary>A volume or folder in a container.</summary>
public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    /// <summary>Mounts it.</summary>
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly)
    {
        Source = source;
        Target = target;
        Type = type;
        IsReadOnly = isReadOnly;
    }

    /// <summary>The volume's name or the folder's path; null for a volume without a name.</summary>
    public string? Source { get; }

    /// <summary>The path in the container.</summary>
    public string Target { get; }

    /// <summary>What is mounted.</summary>
    public ContainerMountType Type { get; }

    /// <summary>Whether the container may only read.</summary>
    public bool IsReadOnly { get; }
}

/// <summary>What is mounted.</summary>
public enum ContainerMountType
{
    /// <summary>A folder of the machine.</summary>
    BindMount,

    /// <summary>A volume.</summary>
    Volume,
}
