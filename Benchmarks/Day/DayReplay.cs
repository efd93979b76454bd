using Fleet;
using Gateway;
using Gateway.Capacity;
using Gateway.Decisions;
using Gateway.Planning;
using Gateway.Routing;
using Gateway.Units;
using Gateway.Waking;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Benchmarks.Day;

/// <summary>
/// A day in virtual time: the gateway's own policies choose the unit, its own power of two the worker and its own planner
/// the replicas; cloud, replicas and clients are simulated. Deterministic.
/// </summary>
internal sealed class DayReplay
{
    /// <summary>Time begins so long before the first request. Plans begin later, a start time before it.</summary>
    public static readonly TimeSpan Lead = DayLoad.StartTime * 2;

    private const int WorkerQueue = 32;
    private static readonly TimeSpan PlanInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SignalDelay = TimeSpan.FromSeconds(5);

    private readonly VirtualTime _time = new(new DateTimeOffset(2025, 1, 1, 12, 0, 0, TimeSpan.Zero) - Lead);
    private readonly PriorityQueue<Action, (TimeSpan, long)> _events = new();
    private readonly Queue<DayRequest> _held = new();
    private readonly WaitingRoom _room;
    private readonly Target _target;
    private readonly LiveFleet _fleet;
    private readonly ModelRoute _route;
    private readonly ReplicaPlanner _planner;
    private readonly Cloud _cloud;
    private readonly DayTerms _terms;
    private readonly ChartScaling? _scaling;
    private readonly DayResult _result;
    private readonly Shortage? _shortage;
    private readonly CapacityControl _capacity;
    private readonly List<TimeSpan> _minute = [];
    private int[] _served;
    private long _sequence;

    private DayReplay(FleetDefinition definition, DayScene scene, string plan, DayTerms terms)
    {
        _terms = terms;
        _scaling = terms.ScaledByChart ? new ChartScaling(_time) : null;
        _shortage = scene.Shortage;
        var options = Options.Create(new GatewayOptions
        {
            Weights = new WeightOptions { LatencyTarget = DayResult.InTime, Preset = "sd21" },
            Waking = terms.Waking,
            Planning = terms.Planning,
        });
        var figures = new MeasuredFigures(options);
        var policies = new WeightPolicies([new CostWeights(figures), new CapacityWeights(), new StaticWeights(options), new CheapestWeights(figures, options)]);
        _fleet = new LiveFleet(definition, [.. definition.Units.Select(unit => new LiveUnit(unit with { Replicas = unit.Replicas with { Min = 0 } }, [], _time))], policies.Find(plan)!);
        var decisions = new DecisionLog(_time, NullLogger<DecisionLog>.Instance);
        _capacity = new CapacityControl(_fleet, policies, decisions, options, _time);
        _room = new WaitingRoom(_fleet, decisions, options, _time);
        var routes = new RouteTable(_fleet, new Random(1), _time);
        var model = definition.Models[0];
        _route = routes.Of(model, model.Sizes[0]);
        _target = new Target(_route, null);
        _planner = new ReplicaPlanner(_fleet, routes, figures, options, _time);
        _cloud = new Cloud(model.Sizes[0], scene.Shortage, _time);
        _result = new DayResult(terms == DayTerms.Tuned ? plan : $"{plan}, defaults", [.. definition.Units.Select(unit => unit.Name)]);
        _served = new int[definition.Units.Count];
    }

    /// <summary>Replays a day by one of the modes.</summary>
    /// <param name="terms">Null: <see cref="DayTerms.Tuned"/>.</param>
    public static DayResult Run(FleetDefinition definition, DayScene scene, string plan, IReadOnlyList<TimeSpan> requests, DayTerms? terms = null) =>
        new DayReplay(definition, scene, plan, terms ?? DayTerms.Tuned).Run(requests);

    private DayResult Run(IReadOnlyList<TimeSpan> requests)
    {
        _result.Sent = requests.Count;
        if (_shortage is not null) ScheduleShortage(_shortage);
        // Before the day it is as quiet as at its beginning.
        for (var early = TimeSpan.Zero; early < Lead; early += TimeSpan.FromMinutes(1 / DayLoad.PerMinute[0])) At(early, _route.Demand.Add);
        var end = Lead + DayLoad.Length;
        Every(PlanInterval, Lead - DayLoad.StartTime, end, () => _cloud.Scale(Wanted(), Launched));
        Every(WeightRefresh.Interval, TimeSpan.Zero, end, () =>
        {
            _capacity.Look();
            _fleet.Refresh();
        });
        Every(TimeSpan.FromMinutes(1), Lead, end, Record);
        var next = 0;
        while (true)
        {
            var arrival = next < requests.Count ? Lead + requests[next] : TimeSpan.MaxValue;
            if (_events.TryPeek(out var action, out var due) && due.Item1 <= arrival)
            {
                _events.Dequeue();
                _time.MoveTo(due.Item1);
                action();
            }
            else if (next < requests.Count)
            {
                next++;
                _time.MoveTo(arrival);
                Arrive(new DayRequest(arrival));
            }
            else
            {
                break;
            }
        }

        while (_held.TryDequeue(out var request)) Refuse(request);
        _room.Dispose();
        _result.Dollars = _cloud.Dollars(end);
        return _result;
    }

    private IReadOnlyDictionary<LiveUnit, int> Wanted()
    {
        var planned = _planner.Plan(_cloud.PaidOf);
        return _scaling?.Next(planned, _cloud.PaidOf) ?? planned;
    }

    private void ScheduleShortage(Shortage shortage)
    {
        var unit = _fleet.Unit(shortage.Unit)!;
        At(Lead + shortage.From, () =>
        {
            foreach (var replica in _cloud.Lose())
            {
                foreach (var request in replica.AtWork.ToArray()) Again(replica, request);
            }
        });
        // One that lasts from the start is known before it.
        At(shortage.From == TimeSpan.Zero ? TimeSpan.Zero : Lead + shortage.From + SignalDelay, () => _capacity.Short(unit, CapacitySource.Management, "the cloud has no more"));
        At(Lead + shortage.Until + SignalDelay, () => _capacity.Available(unit, null, "the cloud has some again"));
    }

    private void Arrive(DayRequest request)
    {
        _route.Demand.Add();
        // First come, first served.
        if (_held.Count == 0 && Send(request)) return;
        if (Hold(request)) _result.Held++;
    }

    /// <summary>What no worker has room for waits where the gateway would let it wait, else it is refused.</summary>
    private bool Hold(DayRequest request)
    {
        request.Ticket = _room.Ticket(_target, _time.GetTimestamp());
        request.Ticket.HasArrived = request.HasArrived;
        if (_room.MayWait(_target) && _room.TryEnter(request.Ticket))
        {
            _held.Enqueue(request);
            return true;
        }

        _result.Refused++;
        return false;
    }

    private void Refuse(DayRequest request)
    {
        _room.Leave(request.Ticket!);
        _result.Refused++;
    }

    private bool Send(DayRequest request)
    {
        var chosen = _route.Next();
        if (chosen is { } arrived && !request.HasArrived)
        {
            arrived.Unit.Served(_route.Size).Arrived();
            request.HasArrived = true;
        }

        if (chosen is { } first && first.Worker.Outstanding > WorkerQueue)
        {
            chosen = _route.NextAfter(first);
            if (chosen is { } second && second.Worker.Outstanding <= WorkerQueue) _result.Retried++;
        }

        if (chosen is not { } selection || selection.Worker.Outstanding > WorkerQueue) return false;
        Begin(request, selection);
        return true;
    }

    private void Begin(DayRequest request, Selection selection)
    {
        var replica = _cloud.Of(selection.Worker)!;
        request.Selection = selection;
        At(replica.Take(request, _time.Now), () => Answer(replica, request));
    }

    private void Again(SimulatedReplica lost, DayRequest request)
    {
        lost.AtWork.Remove(request);
        lost.Unit.End(lost.Worker, request.Turn, _route.Size, answered: false);
        _result.Retried++;
        if (_route.NextAfter(request.Selection) is { } other && other.Worker.Outstanding <= WorkerQueue)
        {
            Begin(request, other);
            return;
        }

        Hold(request);
    }

    private void Answer(SimulatedReplica replica, DayRequest request)
    {
        if (!replica.AtWork.Remove(request)) return;
        replica.Unit.End(replica.Worker, request.Turn, _route.Size, answered: true);
        var latency = _time.Now - request.Arrival;
        replica.Unit.Served(_route.Size).Answered(pinned: false, latency);
        _result.Latencies.Add(latency);
        _minute.Add(latency);
        _served[Array.IndexOf(_route.Units, replica.Unit)]++;
        Wake();
    }

    private void Launched(SimulatedReplica replica) => At(_time.Now + DayLoad.StartTime, () =>
    {
        if (replica.Ended is not null) return;
        replica.Ready();
        Wake();
    });

    private void Wake()
    {
        while (_held.TryPeek(out var request))
        {
            var late = _time.Now - request.Arrival > _terms.Waking.Time;
            var sent = !late && Send(request);
            if (!sent && !late && _room.MayWait(_target)) return;
            _held.Dequeue();
            if (sent) _room.Leave(request.Ticket!);
            else Refuse(request);
        }
    }

    private void Record()
    {
        var mean = _minute.Count > 0 ? TimeSpan.FromTicks((long)_minute.Average(latency => latency.Ticks)) : (TimeSpan?)null;
        _result.Minutes.Add(new DayMinute(
            _time.Now - Lead, [.. _route.Weights().Select(weight => weight.Fraction)], _served, [.. _route.Units.Select(_cloud.PaidOf)], mean, _minute.Count > 0 ? _minute.Max() : null));
        _served = new int[_served.Length];
        _minute.Clear();
    }

    private void At(TimeSpan time, Action action) => _events.Enqueue(action, (time, _sequence++));

    private void Every(TimeSpan interval, TimeSpan start, TimeSpan end, Action action)
    {
        At(start, Again);

        void Again()
        {
            action();
            if (_time.Now + interval < end) At(_time.Now + interval, Again);
        }
    }
}
