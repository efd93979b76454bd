using System.Text;
using Fleet;
using Gateway.Capacity;
using Gateway.Cluster;
using Gateway.Decisions;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Cluster;

/// <summary>A recorded evening, served by a local server: shortage, capacity mode, a machine at last, new and leaving pods.</summary>
public sealed class ClusterWatchTests
{
    private static readonly FleetDefinition Definition = FleetDefinition.Parse(Encoding.UTF8.GetBytes("""
        {
          "models": { "flux": { "architecture": "flux", "path": "models/tiny-flux", "sizes": ["256x144"] } },
          "units": {
            "flux-inf2": { "model": "flux", "accelerator": "inferentia2", "instance": "inf2.24xlarge", "devices": 6, "tensorParallel": 8, "capacity": { "256x144": { "latencySeconds": 3, "perMinute": 20 } } },
            "flux-trn1": { "model": "flux", "accelerator": "trainium", "instance": "trn1.32xlarge", "devices": 8, "tensorParallel": 8, "capacity": { "256x144": { "latencySeconds": 1, "perMinute": 60 } } }
          }
        }
        """));

    private readonly PauselessTime _time = new(Recording.Shortage.AddSeconds(2));
    private readonly LiveFleet _fleet;
    private readonly CapacityControl _control;
    private readonly PodObserver _pods;
    private readonly PoolShortage _shortage;

    public ClusterWatchTests()
    {
        var options = Options.Create(new GatewayOptions());
        _fleet = new LiveFleet(Definition, [.. Definition.Units.Select(unit => new LiveUnit(unit, [new Worker(unit.Name, $"http://{unit.Name}", _time, TimeSpan.FromMinutes(1))], _time))], NamedMode.All.Find("cost")!);
        _control = new CapacityControl(_fleet, NamedMode.All, new DecisionLog(_time, NullLogger<DecisionLog>.Instance), options, _time);
        _shortage = new PoolShortage(_fleet, _control, options, _time);
        _pods = new PodObserver(_fleet, _shortage, options, _time);
    }

    private LiveUnit Inf2 => _fleet.Unit("flux-inf2")!;

    [Fact]
    public async Task A_machine_that_is_not_to_be_had_is_a_shortage()
    {
        await using var api = await RecordedApi.StartAsync();
        api.List(Recording.NodeClaims, Recording.NodeClaimList).Stream(Recording.NodeClaims, Recording.RefusedClaim);
        api.List(Recording.ClusterEvents, Recording.EventList).Stream(Recording.ClusterEvents, Recording.ShortageEvent);
        Quiet(api);
        using var watch = await StartAsync(api);
        await UntilAsync(() => _fleet.Mode.Name == "capacity");
        Assert.Equal((UnitState.Short, null), (Inf2.State, _fleet.Unit("flux-trn1")!.Shortage));
        Assert.Contains("InsufficientInstanceCapacity", Inf2.Shortage, StringComparison.Ordinal);
        await watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task It_is_over_when_a_machine_is_launched_and_stays_over_when_old_events_are_listed_again()
    {
        _time.Now = Recording.Shortage.AddMinutes(2);
        await using var api = await RecordedApi.StartAsync();
        api.List(Recording.NodeClaims, Recording.NodeClaimList).Stream(Recording.NodeClaims, Recording.RefusedClaim, hold: false);
        api.List(Recording.ClusterEvents, Recording.EventList).Stream(Recording.ClusterEvents, Recording.ShortageEvent);
        Quiet(api);
        using (var watch = await StartAsync(api))
        {
            await UntilAsync(() => Inf2.Shortage is not null);
            await watch.StopAsync(CancellationToken.None);
        }

        await using var later = await RecordedApi.StartAsync();
        later.List(Recording.NodeClaims, Recording.NodeClaimList).Stream(Recording.NodeClaims, Recording.LaunchedClaim);
        Quiet(later);
        using (var watch = await StartAsync(later))
        {
            await UntilAsync(() => Inf2.Shortage is null);
            await watch.StopAsync(CancellationToken.None);
        }

        _shortage.Refused("amd-neuron-inf2", "an event of before", Recording.Shortage, "event");
        Assert.Null(Inf2.Shortage);
    }

    [Fact]
    public void What_was_launched_before_the_refusal_does_not_end_it()
    {
        new EventObserver(_shortage, _pods, _time).Put(Object(Recording.ShortageEvent.Split('\n')[1]));
        new NodeClaimObserver(_shortage, _time).Replace(Objects(Recording.NodeClaimList));
        Assert.NotNull(Inf2.Shortage);
        new NodeClaimObserver(_shortage, _time).Put(Object(Recording.LaunchedClaim));
        Assert.Null(Inf2.Shortage);
    }

    [Fact]
    public void Events_of_an_hour_ago_say_nothing()
    {
        new EventObserver(_shortage, _pods, _time).Replace(Objects(Recording.EventList));
        Assert.Null(Inf2.Shortage);
    }

    [Fact]
    public void A_shortage_is_over_when_no_pod_waits_any_more()
    {
        _pods.Put(Object(Recording.WaitingPod));
        new EventObserver(_shortage, _pods, _time).Put(Object(Recording.ShortageEvent.Split('\n')[1]));
        Assert.NotNull(Inf2.Shortage);
        _pods.Remove(Object(Recording.WaitingPod));
        Assert.Null(Inf2.Shortage);
    }

    [Fact]
    public async Task Pods_are_the_workers()
    {
        await using var api = await RecordedApi.StartAsync();
        api.List(Recording.Pods, Recording.PodList).Stream(Recording.Pods, $"{Recording.WaitingPod}\n{Recording.RunningPod}");
        Quiet(api);
        using var watch = await StartAsync(api);
        await UntilAsync(() => Inf2.Workers.Any(worker => worker.Name.EndsWith("third", StringComparison.Ordinal)));
        Assert.Equal(
            [("flux-inf2-deployment-6c9-first", "http://10.0.3.17:8000"), ("flux-inf2-deployment-6c9-third", "http://10.0.5.21:8000")],
            Inf2.Workers.Select(worker => (worker.Name, worker.Address)));
        Assert.Contains($"{Recording.Pods}?labelSelector=app.kubernetes.io%2Fcomponent%20in%20%28flux-inf2%2Cflux-trn1%29&limit=500", api.Requests);
        await watch.StopAsync(CancellationToken.None);

        var first = Inf2.Workers[0];
        first.EndProbe(first.BeginProbe(), new(ProbeOutcome.Ready, "is ready"));
        Assert.True(Inf2.CanServe);
        // Before its readiness says so, and before its server stops.
        _pods.Put(Object(Recording.LeavingPod));
        Assert.Equal(("flux-inf2-deployment-6c9-third", false, "is being deleted"), (Inf2.Workers.Single().Name, Inf2.CanServe, first.Reason));
        first.EndProbe(first.BeginProbe(), new(ProbeOutcome.Ready, "is ready"));
        Assert.False(first.IsReady);
    }

    [Fact]
    public async Task Pods_that_were_there_before_their_unit_is_in_the_fleet_file_are_found()
    {
        _fleet.Redefine(new FleetDefinition(Definition.Models, [Definition.Unit("flux-trn1")!]), Create);
        _fleet.Sweep();
        await using var api = await RecordedApi.StartAsync();
        api.List(Recording.Pods, Recording.PodList).Stream(Recording.Pods, "").List(Recording.Pods, Recording.PodList).Stream(Recording.Pods, "");
        Quiet(api);
        using var watch = await StartAsync(api);
        for (var tries = 0; tries < 10_000 && !api.Requests.Any(request => request.StartsWith(Recording.Pods, StringComparison.Ordinal) && request.Contains("watch=1", StringComparison.Ordinal)); tries++)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        Assert.Null(_fleet.Unit("flux-inf2"));

        _fleet.Redefine(Definition, Create);
        await UntilAsync(() => Inf2.Workers is [{ Name: "flux-inf2-deployment-6c9-first" }]);
        await watch.StopAsync(CancellationToken.None);

        LiveUnit Create(Unit unit) => new(unit, [], _time);
    }

    [Fact]
    public void A_unit_without_pods_has_failed_and_one_whose_first_pod_comes_is_starting()
    {
        _pods.Replace([]);
        Assert.Equal((UnitState.Failed, 0), (Inf2.State, Inf2.Workers.Length));
        _pods.Put(Object(Recording.WaitingPod));
        Assert.Equal(UnitState.Starting, Inf2.State);
        _pods.Put(Object(Recording.RunningPod));
        Assert.Equal((UnitState.Starting, false, 1), (Inf2.State, Inf2.Awaited, Inf2.Workers.Length));
        _pods.Remove(Object(Recording.RunningPod));
        Assert.Equal(UnitState.Failed, Inf2.State);
    }

    [Fact]
    public async Task Outside_of_a_cluster_nothing_is_watched()
    {
        using var watch = Watch(() => null);
        await watch.StartAsync(CancellationToken.None);
        await watch.ExecuteTask!;
        Assert.Single(Inf2.Workers);
    }

    private async Task<ClusterWatch> StartAsync(RecordedApi api)
    {
        var watch = Watch(() => api.Access);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        return watch;
    }

    private ClusterWatch Watch(Func<ServiceDefaults.Cluster.ClusterAccess?> access) => new(
        new ClusterSource(access), _fleet, new NodeClaimObserver(_shortage, _time), new EventObserver(_shortage, _pods, _time), _pods, new Random(1), _time, NullLogger<ClusterWatch>.Instance);

    /// <summary>What a test says nothing of is empty: lists, and streams without a change.</summary>
    private static void Quiet(RecordedApi api)
    {
        foreach (var path in new[] { Recording.NodeClaims, Recording.ClusterEvents, Recording.Events }) api.List(path, Recording.NoEvents).Stream(path, "");
    }

    private async Task UntilAsync(Func<bool> reached)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(LiveUnit? unit, Worker? worker)
        {
            if (reached()) done.TrySetResult();
        }

        _fleet.Changed += Look;
        Look(null, null);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        _fleet.Changed -= Look;
    }

    private static System.Text.Json.JsonElement Object(string change) => System.Text.Json.JsonDocument.Parse(change).RootElement.GetProperty("object");

    private static System.Text.Json.JsonElement[] Objects(string list) => [.. System.Text.Json.JsonDocument.Parse(list).RootElement.GetProperty("items").EnumerateArray()];
}
