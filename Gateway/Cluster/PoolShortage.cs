using Gateway.Capacity;
using Gateway.Units;
using Microsoft.Extensions.Options;

namespace Gateway.Cluster;

/// <summary>
/// Joins what the watches see into a unit's shortage: a machine for its node pool was refused, and none was launched
/// since. The watches see things in any order, so what counts is when they happened, not when they were seen.
/// </summary>
internal sealed class PoolShortage(LiveFleet fleet, CapacityControl control, IOptions<GatewayOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _launched = [];
    private readonly Dictionary<string, DateTimeOffset> _refused = [];
    private readonly Dictionary<string, HashSet<string>> _waiting = [];

    /// <summary>Whether there are units of this pool.</summary>
    public bool Knows(string pool) => fleet.Units.Any(unit => unit.Unit.NodePool == pool);

    /// <summary>The pool whose machines are named so: their names are the pool's with five characters more.</summary>
    public string? PoolOf(string claim) => fleet.Units.Select(unit => unit.Unit.NodePool)
        .FirstOrDefault(pool => claim.Length == pool.Length + 6 && claim.StartsWith(pool, StringComparison.Ordinal) && claim[pool.Length] == '-');

    /// <summary>A machine for the pool was refused.</summary>
    public void Refused(string pool, string reason, DateTimeOffset when, string source)
    {
        lock (_lock)
        {
            if (_launched.TryGetValue(pool, out var launched) && launched >= when) return;
            // Of units that share a pool, those whose pods wait; all of them as long as none is known to.
            var units = fleet.Units.Where(unit => unit.Unit.NodePool == pool).ToArray();
            var waiting = Array.FindAll(units, unit => _waiting.TryGetValue(unit.Name, out var pods) && pods.Count > 0);
            foreach (var unit in waiting.Length > 0 ? waiting : units) Short(unit, reason, when, new { source, nodePool = pool, when });
        }
    }

    /// <summary>A pod of the unit can get no machine.</summary>
    public void Refused(LiveUnit unit, string reason, DateTimeOffset when, string source)
    {
        lock (_lock) Short(unit, reason, when, new { source, when });
    }

    /// <summary>A machine for the pool was launched: what was refused before says nothing any more.</summary>
    public void Launched(string pool, string claim, DateTimeOffset when)
    {
        lock (_lock)
        {
            if (_launched.TryGetValue(pool, out var before) && before >= when) return;
            _launched[pool] = when;
            // One of before the refusal, seen after it.
            if (_refused.TryGetValue(pool, out var refused) && refused >= when) return;
            foreach (var unit in fleet.Units.Where(unit => unit.Unit.NodePool == pool))
                control.Available(unit, CapacitySource.Cluster, $"the machine {claim} was launched", new { source = "nodeclaim", nodePool = pool, when });
        }
    }

    /// <summary>A pod of the unit waits for a machine, or no more. When the last does not, nothing is wanted that is not there.</summary>
    public void Waits(LiveUnit unit, string pod, bool waits)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(unit.Name, out var pods)) _waiting[unit.Name] = pods = [];
            if (waits) pods.Add(pod);
            else if (pods.Remove(pod) && pods.Count == 0)
                control.Available(unit, CapacitySource.Cluster, "none of its pods waits for a machine any more", new { source = "pod", pod });
        }
    }

    private void Short(LiveUnit unit, string reason, DateTimeOffset when, object inputs)
    {
        var pool = unit.Unit.NodePool;
        _refused[pool] = _refused.TryGetValue(pool, out var before) && before > when ? before : when;
        // Events are listed for an hour after they happened.
        var left = options.Value.Capacity.EventLifetime - (time.GetUtcNow() - when);
        if (left > TimeSpan.Zero) control.Short(unit, CapacitySource.Cluster, reason, left, inputs, when);
    }
}
