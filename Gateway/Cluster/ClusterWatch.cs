using Gateway.Units;
using ServiceDefaults.Cluster;

namespace Gateway.Cluster;

/// <summary>In a cluster, watches what tells of capacity and of workers; elsewhere does nothing.</summary>
internal sealed partial class ClusterWatch(
    ClusterSource cluster, LiveFleet fleet, NodeClaimObserver claims, EventObserver events, PodObserver pods, Random random, TimeProvider time, ILogger<ClusterWatch> logger)
    : BackgroundService
{
    // NodeClaims belong to no namespace, and events about such objects are kept in this one.
    private const string EventsOfCluster = "default";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        ClusterAccess? access;
        try
        {
            access = cluster.Find();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NoToken(logger, exception.Message);
            return;
        }

        if (access is null) return;
        var space = access.Namespace;
        var units = Uri.EscapeDataString($"{PodObserver.UnitLabel} in ({string.Join(',', fleet.Units.Select(unit => unit.Name))})");
        List<Task> watches =
        [
            WatchAsync("/apis/karpenter.sh/v1/nodeclaims", "", claims),
            WatchAsync($"/api/v1/namespaces/{space}/pods", $"labelSelector={units}", pods),
            WatchAsync($"/api/v1/namespaces/{EventsOfCluster}/events", "", events),
        ];
        if (space != EventsOfCluster) watches.Add(WatchAsync($"/api/v1/namespaces/{space}/events", "", events));
        await Task.WhenAll(watches).ConfigureAwait(false);

        // Each has a token that is read anew.
        Task WatchAsync(string path, string selector, IResourceObserver observer) =>
            new ResourceWatch(() => cluster.Find() ?? access, path, selector, observer, time, random, logger).RunAsync(stoppingToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The cluster is not watched for shortages and pods: {Reason}")]
        public static partial void NoToken(ILogger logger, string reason);
    }
}

/// <summary>Where the cluster's API is; null: this is no cluster.</summary>
internal sealed record ClusterSource(Func<ClusterAccess?> Find);
