using Fleet;
using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Peers;

/// <summary>
/// Joins what the replicas counted. Each counts the requests that came to it, so a request is counted once, and the sum is
/// what all were asked for.
/// </summary>
internal sealed class PeerLoads(RouteTable routes, TimeProvider time)
{
    // What one that is silent for longer had counted is no more of this minute, second by second.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5), Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Peer> _peers = [];

    /// <summary>Those that have said something in the last minute.</summary>
    public IReadOnlyList<Peer> Peers
    {
        get
        {
            lock (_lock) return [.. _peers.Values.Where(peer => Part(peer) > 0)];
        }
    }

    /// <summary>Takes what a replica says, and of its totals what is new since it last said.</summary>
    public void Put(string address, ReplicaView view)
    {
        lock (_lock)
        {
            var before = _peers.GetValueOrDefault(view.Id)?.View;
            _peers[view.Id] = new Peer(address, view, time.GetTimestamp());
            foreach (var gone in _peers.Values.Where(peer => Part(peer) <= 0).ToArray()) _peers.Remove(gone.View.Id);
            // Seen for the first time, it has counted for long: that was before anything that is measured here.
            if (before is not null) Add(view, before);
            foreach (var route in routes.Now.All) route.Elsewhere = Held;
        }
    }

    /// <summary>What the other replicas sent to a unit at a size in the last minute: requests, answers, and seconds that these took.</summary>
    public (double Asked, double Answers, double Seconds) Of(LiveUnit unit, ImageSize? size)
    {
        if (Peers is not { Count: > 0 } peers) return default;
        var text = Text(size);
        double asked = 0, answers = 0, seconds = 0;
        foreach (var peer in peers)
        {
            var part = Part(peer);
            if (Counts(peer.View, unit, text) is { } counts)
            {
                asked += part * counts.Asked;
                answers += part * counts.Answers;
                seconds += part * counts.Seconds;
            }
        }

        return (asked, answers, seconds);
    }

    /// <summary>What this gateway says of itself.</summary>
    public static ReplicaView Here(SharedChoices choices, RouteTable routes)
    {
        var now = routes.Now;
        return new ReplicaView(
            choices.Here,
            choices.All,
            [.. from route in now.All
                from unit in route.Units
                let served = unit.Served(route.Size)
                let minute = served.LastMinute
                select new UnitCounts(unit.Name, Text(route.Size), served.AskedInLastMinute, minute.Answers, minute.Time.TotalSeconds, served.Delivered)],
            [.. now.All.Select(route => new DemandCount(route.Model.Name, Text(route.Size), route.Demand.Total, route.Held))]);
    }

    private int Held(ModelRoute route)
    {
        lock (_lock) return _peers.Values.Where(peer => time.GetElapsedTime(peer.Time) <= Fresh).Sum(peer => Demand(peer.View, route)?.Held ?? 0);
    }

    private static string Text(ImageSize? size) => size?.ToString() ?? "text";

    private double Part(Peer peer)
    {
        var age = time.GetElapsedTime(peer.Time);
        return age <= Fresh ? 1 : Math.Max(0, 1 - (age / Minute));
    }

    private void Add(ReplicaView view, ReplicaView before)
    {
        foreach (var route in routes.Now.All)
        {
            var size = Text(route.Size);
            route.Demand.AddElsewhere(Grown(Demand(view, route)?.Total, Demand(before, route)?.Total));
            foreach (var unit in route.Units)
            {
                unit.Served(route.Size).DeliveredElsewhere(Grown(Counts(view, unit, size)?.Total, Counts(before, unit, size)?.Total));
            }
        }
    }

    private static DemandCount? Demand(ReplicaView view, ModelRoute route) =>
        view.Demand.FirstOrDefault(demand => demand.Model == route.Model.Name && demand.Size == Text(route.Size));

    private static UnitCounts? Counts(ReplicaView view, LiveUnit unit, string size) =>
        view.Units.FirstOrDefault(counts => counts.Unit == unit.Name && counts.Size == size);

    private static long Grown(long? now, long? before) => Math.Max(0, (now ?? 0) - (before ?? 0));
}
