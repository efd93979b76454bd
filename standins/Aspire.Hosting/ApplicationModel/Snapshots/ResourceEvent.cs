namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that has changed.</summary>
public class ResourceEvent
{
    /// <summary>Says what has changed.</summary>
    public ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
    {
        Resource = resource;
        ResourceId = resourceId;
        Snapshot = snapshot;
    }

    /// <summary>The resource.</summary>
    public IResource Resource { get; }

    /// <summary>The instance: the name and what makes it unique.</summary>
    public string ResourceId { get; }

    /// <summary>How it is now.</summary>
    public CustomResourceSnapshot Snapshot { get; }

    /// <summary>Whether a name, of the resource or of the instance, means this one.</summary>
    internal bool IsNamed(string name) =>
        string.Equals(Resource.Name, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(ResourceId, name, StringComparison.OrdinalIgnoreCase);
}
