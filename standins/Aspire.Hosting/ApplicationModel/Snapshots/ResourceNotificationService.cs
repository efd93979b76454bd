using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps the state of every resource instance and tells those who watch.</summary>
public class ResourceNotificationService
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Channel<ResourceEvent>> _watchers = [];
    private readonly ILogger<ResourceNotificationService> _logger;
    private readonly CancellationToken _stopping;
    private readonly IServiceProvider _services;
    private readonly ResourceLoggerService _logs;

    /// <summary>Starts with nothing known.</summary>
    public ResourceNotificationService(
        ILogger<ResourceNotificationService> logger,
        IHostApplicationLifetime hostApplicationLifetime,
        IServiceProvider serviceProvider,
        ResourceLoggerService resourceLoggerService)
    {
        _logger = logger;
        _stopping = hostApplicationLifetime.ApplicationStopping;
        _services = serviceProvider;
        _logs = resourceLoggerService;
    }

    /// <summary>Changes the state of every instance of a resource.</summary>
    public async Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        foreach (var id in resource.InstanceIds())
            await PublishUpdateAsync(resource, id, stateFactory).ConfigureAwait(false);
    }

    /// <summary>Changes the state of an instance.</summary>
    public Task PublishUpdateAsync(
        IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        lock (_gate)
        {
            var before = _current.TryGetValue(resourceId, out var known)
                ? known.Snapshot
                : new CustomResourceSnapshot { ResourceType = resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal), Properties = [] };
            var after = WithCommands(resource, stateFactory(before));
            if (before.State?.Text != after.State?.Text)
                StateLog.Changed(_logger, resourceId, before.State?.Text ?? "(none)", after.State?.Text ?? "(none)");
            var update = _current[resourceId] = new ResourceEvent(resource, resourceId, after);
            foreach (var watcher in _watchers)
                watcher.Writer.TryWrite(update);
        }

        return Task.CompletedTask;
    }

    /// <summary>How an instance is now, given by its id or, where there is one, by the resource's name.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        resourceEvent = Find(resourceId);
        return resourceEvent is not null;
    }

    /// <summary>Every instance as it is, and then each change. Ends with the application.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping);
        var (initial, changes) = Subscribe();
        try
        {
            foreach (var known in initial)
                yield return known;
            await foreach (var change in changes.Reader.ReadAllAsync(ends.Token).ConfigureAwait(false))
                yield return change;
        }
        finally
        {
            Unsubscribe(changes);
        }
    }

    /// <summary>Waits until a resource is in a state; "Running" unless said.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until a resource is in one of the states, and says in which.</summary>
    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var states = targetStates.ToArray();
        var reached = await WaitForResourceAsync(
            resourceName, change => states.Contains(change.Snapshot.State?.Text), cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.State!.Text;
    }

    /// <summary>Waits until something holds of a resource.</summary>
    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var change in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (change.IsNamed(resourceName) && predicate(change))
                return change;
        }

        throw new OperationCanceledException($"The application stopped before resource '{resourceName}' got there.");
    }

    /// <summary>Waits until a resource runs and all its health checks pass.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <summary>Waits until a resource runs and all its health checks pass.</summary>
    /// <exception cref="DistributedApplicationException">It has ended, and the behaviour says not to wait for more.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var reached = await WaitForResourceAsync(
            resourceName,
            change => change.Snapshot.HealthStatus == HealthStatus.Healthy
                || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && HasEnded(change.Snapshot)),
            cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.HealthStatus == HealthStatus.Healthy ? reached : throw new DistributedApplicationException(
            $"Stopped waiting for resource '{resourceName}' to become healthy because it failed to start or ended: {Ending(reached.Snapshot)}.");
    }

    /// <summary>Waits for everything that a resource said it waits for.</summary>
    /// <exception cref="DistributedApplicationException">Something it waits for has failed.</exception>
    public Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        var log = _logs.GetLogger(resource);
        return Task.WhenAll(resource.Annotations.OfType<WaitAnnotation>().Select(wait => WaitAsync(wait, log, cancellationToken)));
    }

    internal (IReadOnlyList<ResourceEvent> Initial, Channel<ResourceEvent> Changes) Subscribe()
    {
        var changes = Channel.CreateUnbounded<ResourceEvent>(new UnboundedChannelOptions { SingleReader = true });
        lock (_gate)
        {
            _watchers.Add(changes);
            return ([.. _current.Values], changes);
        }
    }

    internal void Unsubscribe(Channel<ResourceEvent> changes)
    {
        lock (_gate)
            _watchers.Remove(changes);
    }

    /// <summary>Every instance as it is now.</summary>
    internal IReadOnlyList<ResourceEvent> Current
    {
        get
        {
            lock (_gate)
                return [.. _current.Values];
        }
    }

    internal ResourceEvent? Find(string nameOrId)
    {
        lock (_gate)
        {
            return _current.GetValueOrDefault(nameOrId)
                ?? _current.Values.FirstOrDefault(known => known.IsNamed(nameOrId));
        }
    }

    private static bool HasEnded(CustomResourceSnapshot snapshot) =>
        KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text);

    private static string Ending(CustomResourceSnapshot snapshot) =>
        snapshot.ExitCode is { } code ? $"{snapshot.State?.Text} with exit code {code}" : $"{snapshot.State?.Text}";

    private WaitBehavior DefaultWaitBehavior =>
        _services.GetRequiredService<IOptions<ResourceNotificationServiceOptions>>().Value.DefaultWaitBehavior;

    private async Task WaitAsync(WaitAnnotation wait, ILogger log, CancellationToken cancellationToken)
    {
        var name = wait.Resource.Name;
        StateLog.Waiting(log, name, wait.WaitType);
        var stop = (wait.WaitBehavior ?? DefaultWaitBehavior) == WaitBehavior.StopOnResourceUnavailable;
        var reached = await WaitForResourceAsync(
            name,
            change => Fulfils(wait.WaitType, change.Snapshot)
                || ((stop || wait.WaitType == WaitType.WaitForCompletion) && HasEnded(change.Snapshot)),
            cancellationToken).ConfigureAwait(false);

        var snapshot = reached.Snapshot;
        var asExpected = wait.WaitType == WaitType.WaitForCompletion
            ? snapshot.State?.Text != KnownResourceStates.FailedToStart && (snapshot.ExitCode ?? wait.ExitCode) == wait.ExitCode
            : Fulfils(wait.WaitType, snapshot);
        if (!asExpected)
            throw new DistributedApplicationException($"Resource '{name}', which had to come first, ended otherwise: {Ending(snapshot)}.");
        StateLog.Waited(log, name);
    }

    private static bool Fulfils(WaitType type, CustomResourceSnapshot snapshot) => type switch
    {
        WaitType.WaitUntilStarted => snapshot.State?.Text == KnownResourceStates.Running,
        WaitType.WaitUntilHealthy => snapshot.HealthStatus == HealthStatus.Healthy,
        _ => HasEnded(snapshot),
    };

    private CustomResourceSnapshot WithCommands(IResource resource, CustomResourceSnapshot snapshot)
    {
        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = _services };
        return snapshot with
        {
            Commands = [.. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => new ResourceCommandSnapshot(
                command.Name,
                command.UpdateState(context),
                command.DisplayName,
                command.DisplayDescription,
                command.Parameter,
                command.ConfirmationMessage,
                command.IconName,
                command.IconVariant,
                command.IsHighlighted))],
        };
    }
}

/// <summary>How waits behave unless they say.</summary>
public class ResourceNotificationServiceOptions
{
    /// <summary>What happens when the awaited resource fails.</summary>
    public WaitBehavior DefaultWaitBehavior { get; set; } = WaitBehavior.StopOnResourceUnavailable;
}
