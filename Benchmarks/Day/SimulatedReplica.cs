using Fleet;
using Gateway.Routing;
using Gateway.Units;
using Gateway.Waking;

namespace Benchmarks.Day;

/// <summary>A request on its way.</summary>
internal sealed record DayRequest(TimeSpan Arrival)
{
    public Selection Selection { get; set; }

    public Turn Turn { get; set; }

    /// <summary>Whether a unit counts it as arrived there.</summary>
    public bool HasArrived { get; set; }

    /// <summary>Its place among those that wait in the gateway.</summary>
    public Ticket? Ticket { get; set; }
}

/// <summary>
/// A replica: paid from its launch, ready when it has started. Its devices take 60 s ÷ T for a picture, one after the
/// other, and an answer comes L after its turn began, so that at rest it has the latency and when full the rate of its figures.
/// </summary>
internal sealed class SimulatedReplica(LiveUnit unit, Worker worker, CapacityFigure figure, TimeSpan launched)
{
    private readonly TimeSpan _turn = TimeSpan.FromMinutes(1 / figure.Rate.Value);
    private TimeSpan _free;

    public LiveUnit Unit => unit;

    public Worker Worker => worker;

    public TimeSpan Launched => launched;

    /// <summary>When it ended, with what it had begun; null: it is there.</summary>
    public TimeSpan? Ended { get; private set; }

    public bool IsReady { get; private set; }

    public HashSet<DayRequest> AtWork { get; } = [];

    public void Ready()
    {
        IsReady = true;
        worker.EndProbe(worker.BeginProbe(), new ProbeResult(ProbeOutcome.Ready, "is ready"));
        unit.Add(worker);
    }

    /// <summary>When the answer will come.</summary>
    public TimeSpan Take(DayRequest request, TimeSpan now)
    {
        request.Turn = worker.Begin();
        AtWork.Add(request);
        var begins = now > _free ? now : _free;
        _free = begins + _turn;
        return begins + figure.Latency;
    }

    public void End(TimeSpan now, bool drains)
    {
        Ended = drains && _free > now ? _free : now;
        if (IsReady) unit.Remove(worker, drains ? "was scaled down" : "was lost");
    }
}
