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
        List<Task> watches =
        [
            WatchAsync("/apis/karpenter.sh/v1/nodeclaims", "", claims),
            WatchPodsAsync($"/api/v1/namespaces/{space}/pods"),
            WatchAsync($"/api/v1/namespaces/{EventsOfCluster}/events", "", events),
        ];
        if (space != EventsOfCluster) watches.Add(WatchAsync($"/api/v1/namespaces/{space}/events", "", events));
        await Task.WhenAll(watches).ConfigureAwait(false);

        Task WatchAsync(string path, string selector, IResourceObserver observer) => RunAsync(path, selector, observer, stoppingToken);

        // Each has a token that is read anew.
        Task RunAsync(string path, string selector, IResourceObserver observer, CancellationToken end) =>
            new ResourceWatch(() => cluster.Find() ?? access, path, selector, observer, time, random, logger).RunAsync(end);

        // Of units that are new in the fleet file there may be pods already: the watch begins again, with a list.
        async Task WatchPodsAsync(string path)
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                fleet.Redefined += Begin;
                try
                {
                    var units = Uri.EscapeDataString($"{PodObserver.UnitLabel} in ({string.Join(',', fleet.Units.Select(unit => unit.Name))})");
                    await RunAsync(path, $"labelSelector={units}", pods, end.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
                {
                }
                finally
                {
                    fleet.Redefined -= Begin;
                }

                void Begin()
                {
                    try
                    {
                        end.Cancel();
                    }
                    catch (ObjectDisposedException)
                    {
                        // Told while it began again.
                    }
                }
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The cluster is not watched for shortages and pods: {Reason}")]
        public static partial void NoToken(ILogger logger, string reason);
    }
}

/// <summary>Where the cluster's API is; null: this is no cluster.</summary>
internal sealed record ClusterSource(Func<ClusterAccess?> Find);
