using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Eventing;

/// <inheritdoc cref="IDistributedApplicationEventing"/>
public class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private readonly Lock _gate = new();
    private readonly List<(Type Event, DistributedApplicationEventSubscription Subscription)> _subscriptions = [];

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationEvent => Add(typeof(T), (happened, cancellation) => callback((T)happened, cancellation));

    /// <inheritdoc/>
    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent =>
        Add(typeof(T), (happened, cancellation) =>
            ((T)happened).Resource == resource ? callback((T)happened, cancellation) : Task.CompletedTask);

    /// <inheritdoc/>
    public void Unsubscribe(DistributedApplicationEventSubscription subscription)
    {
        lock (_gate)
            _subscriptions.RemoveAll(known => known.Subscription == subscription);
    }

    /// <inheritdoc/>
    public async Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        DistributedApplicationEventSubscription[] told;
        lock (_gate)
            told = [.. _subscriptions.Where(known => known.Event == typeof(T)).Select(known => known.Subscription)];
        foreach (var subscription in told)
            await subscription.Callback(@event, cancellationToken).ConfigureAwait(false);
    }

    private DistributedApplicationEventSubscription Add(Type type, Func<IDistributedApplicationEvent, CancellationToken, Task> callback)
    {
        var subscription = new DistributedApplicationEventSubscription(callback);
        lock (_gate)
            _subscriptions.Add((type, subscription));
        return subscription;
    }
}
