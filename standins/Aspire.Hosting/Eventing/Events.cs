using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The application is about to start.</summary>
public class BeforeStartEvent(IServiceProvider services, DistributedApplicationModel model) : IDistributedApplicationEvent
{
    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>Its resources.</summary>
    public DistributedApplicationModel Model { get; } = model;
}

/// <summary>A resource is about to start: all it waited for is there.</summary>
public class BeforeResourceStartedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; } = services;
}

/// <summary>A resource runs and is healthy, for the first time since it was started.</summary>
public class ResourceReadyEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; } = services;
}

/// <summary>A resource has ended.</summary>
public class ResourceStoppedEvent(IResource resource, IServiceProvider services, ResourceEvent resourceEvent)
    : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>How it ended.</summary>
    public ResourceEvent ResourceEvent { get; } = resourceEvent;
}
