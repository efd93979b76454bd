using Fleet;
using Gateway.Units;

namespace Benchmarks.Day;

/// <summary>Launches replicas and lets them go, as far as it has any, and keeps the bill.</summary>
internal sealed class Cloud(ImageSize size, Shortage? shortage, VirtualTime time)
{
    private readonly List<SimulatedReplica> _replicas = [];
    private int _names;

    /// <summary>Those that are paid now.</summary>
    public IEnumerable<SimulatedReplica> Paid => _replicas.Where(replica => replica.Ended is null);

    public IEnumerable<SimulatedReplica> Ready => Paid.Where(replica => replica.IsReady);

    public int PaidOf(LiveUnit unit) => Paid.Count(replica => replica.Unit == unit);

    public double Dollars(TimeSpan end) =>
        _replicas.Sum(replica => replica.Unit.Unit.PricePerHour.Dollars * ((replica.Ended ?? end) - replica.Launched).TotalHours);

    public SimulatedReplica? Of(Worker worker) => _replicas.Find(replica => replica.Worker == worker);

    /// <summary>Makes of each unit as many as wanted; says no when there are no more to be had.</summary>
    public void Scale(IReadOnlyDictionary<LiveUnit, int> wanted, Action<SimulatedReplica> launched)
    {
        foreach (var (unit, count) in wanted)
        {
            for (var paid = PaidOf(unit); paid < count && MayLaunch(unit, paid); paid++)
            {
                var worker = new Worker($"{unit.Name}-{++_names}", $"http://{unit.Name}-{_names}", time, TimeSpan.FromHours(1));
                var replica = new SimulatedReplica(unit, worker, unit.Unit.CapacityAt(size)!.Value, time.Now);
                _replicas.Add(replica);
                launched(replica);
            }

            // Those that start yet have nothing to finish.
            foreach (var replica in Paid.Where(replica => replica.Unit == unit).OrderBy(replica => replica.IsReady).ThenByDescending(replica => replica.Launched).Take(PaidOf(unit) - count).ToArray())
                replica.End(time.Now, drains: true);
        }
    }

    /// <summary>Takes what the shortage leaves nobody.</summary>
    public IReadOnlyList<SimulatedReplica> Lose()
    {
        if (shortage is null) return [];
        SimulatedReplica[] lost = [.. Paid.Where(replica => replica.Unit.Name == shortage.Unit).OrderByDescending(replica => replica.Launched).Skip(shortage.Most)];
        foreach (var replica in lost) replica.End(time.Now, drains: false);
        return lost;
    }

    private bool MayLaunch(LiveUnit unit, int paid) => shortage is null || unit.Name != shortage.Unit || !shortage.IsAt(time.Now - DayReplay.Lead) || paid < shortage.Most;
}
