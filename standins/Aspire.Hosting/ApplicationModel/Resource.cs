using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Base of all resources.</summary>
public abstract class Resource : IResource
{
    /// <summary>Names the resource.</summary>
    protected Resource(string name)
    {
        ResourceNames.Validate(name);
        Name = name;
    }

    /// <inheritdoc/>
    public virtual string Name { get; }

    /// <inheritdoc/>
    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}

/// <summary>What was said about a resource, in the order it was said.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>;

/// <summary>What becomes of annotations of the same type.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>They stay.</summary>
    Append,

    /// <summary>The new one takes their place.</summary>
    Replace,
}
