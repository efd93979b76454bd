using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Processes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>The runners of all resources that are processes.</summary>
internal sealed class ResourceRunners(
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    LaunchPlanner planner,
    ProcessGuard guard,
    StopPatience patience,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DistributedApplication> console)
{
    private readonly ConcurrentDictionary<string, ResourceRunner> _runners = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ResourceRunner> All => _runners.Values;

    public ResourceNotificationService Notifications => notifications;

    public ResourceLoggerService Logs => logs;

    public LaunchPlanner Planner => planner;

    public ProcessGuard Guard => guard;

    public StopPatience Patience => patience;

    public IDistributedApplicationEventing Eventing => eventing;

    public IServiceProvider Services => services;

    public TimeProvider Time => time;

    /// <summary>For what must not be found only by those who look into a resource's own log.</summary>
    public ILogger Console => console;

    public bool IsStopping => lifetime.ApplicationStopping.IsCancellationRequested;

    public ResourceRunner Add(IResource resource, string id) => _runners.GetOrAdd(id, _ => new ResourceRunner(resource, id, this));

    public ResourceRunner Get(string id) => _runners.GetValueOrDefault(id)
        ?? throw new InvalidOperationException($"'{id}' is not a resource that is run as a process.");
}
