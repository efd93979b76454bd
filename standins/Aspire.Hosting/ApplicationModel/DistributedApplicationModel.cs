namespace Aspire.Hosting.ApplicationModel;

/// <summary>The application as it was described.</summary>
public class DistributedApplicationModel
{
    /// <summary>Keeps the resources.</summary>
    public DistributedApplicationModel(IResourceCollection resources) => Resources = resources;

    /// <summary>The resources, in the order they were added.</summary>
    public IResourceCollection Resources { get; }
}
