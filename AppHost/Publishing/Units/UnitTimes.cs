using Fleet;

namespace AppHost.Publishing.Units;

/// <summary>How long a worker of a unit may take to finish what it has begun.</summary>
internal static class UnitTimes
{
    /// <summary>Requests that may wait in a worker, and the most denoising steps of one: what the published workers are told.</summary>
    public const int QueueCapacity = 32, MaxSteps = 200;

    /// <summary>Until every gateway and load balancer has noticed that the pod is leaving.</summary>
    public const int PreStopSeconds = 10;

    /// <summary>The worker's own shutdown takes this long beyond its drain; and a margin.</summary>
    private const int ShutdownSeconds = 10, Margin = 10;

    private static readonly TimeSpan Least = TimeSpan.FromMinutes(2), Most = TimeSpan.FromHours(1), Grain = TimeSpan.FromSeconds(30);

    /// <summary>The longest request that the unit accepts, behind a full queue of usual ones at its slowest size.</summary>
    public static TimeSpan Drain(Unit unit)
    {
        var figures = unit.TextCapacity is { } text ? [text] : unit.Capacity.Values;
        var slowest = figures.Select(figure => figure.Latency.TotalSeconds).DefaultIfEmpty(0).Max();
        var longest = unit.Model.IsText ? slowest : slowest * MaxSteps / unit.Model.Steps;
        var needed = TimeSpan.FromSeconds(Math.Ceiling((longest + slowest * QueueCapacity) / Grain.TotalSeconds) * Grain.TotalSeconds);
        return needed < Least ? Least : needed > Most ? Most : needed;
    }

    /// <summary>Seconds that a gateway's pod may take: as long as the slowest unit drains, for what that still draws passes through it.</summary>
    public static int GatewayDrain(FleetDefinition fleet) => ShutdownSeconds + (int)fleet.Units.Max(Drain).TotalSeconds;

    /// <summary>From the moment that a pod is told to go until it is killed.</summary>
    public static long GraceSeconds(Unit unit) => PreStopSeconds + (long)Drain(unit).TotalSeconds + ShutdownSeconds + Margin;
}
