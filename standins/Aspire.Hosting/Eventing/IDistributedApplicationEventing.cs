using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Eventing;

/// <summary>Something that happens to the application.</summary>
public interface IDistributedApplicationEvent;

/// <summary>Something that happens to a resource.</summary>
public interface IDistributedApplicationResourceEvent : IDistributedApplicationEvent
{
    /// <summary>The resource.</summary>
    IResource Resource { get; }
}

/// <summary>Tells those who asked what happens.</summary>
public interface IDistributedApplicationEventing
{
    /// <summary>Asks to be told of every event of a type.</summary>
    DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent;

    /// <summary>Asks to be told of a resource's events of a type.</summary>
    DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent;

    /// <summary>Asks no more.</summary>
    void Unsubscribe(DistributedApplicationEventSubscription subscription);

    /// <summary>Tells; ends when all have been told, one after another.</summary>
    Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent;
}

/// <summary>A wish to be told.</summary>
public class DistributedApplicationEventSubscription
{
    /// <summary>Keeps it.</summary>
    public DistributedApplicationEventSubscription(Func<IDistributedApplicationEvent, CancellationToken, Task> callback) =>
        Callback = callback;

    /// <summary>What to call.</summary>
    public Func<IDistributedApplicationEvent, CancellationToken, Task> Callback { get; }
}
