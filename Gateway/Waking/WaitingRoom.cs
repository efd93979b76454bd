using Gateway.Decisions;
using Gateway.Routing;
using Gateway.Units;
using Microsoft.Extensions.Options;

namespace Gateway.Waking;

/// <summary>
/// Requests that nothing can take now and something may soon: a unit that has gone to no replica wakes, or one that may
/// grow is full. They count as load of the unit that they wait for, so that a scaler wakes it. First come, first served:
/// each answer lets one go on, a worker that becomes ready all; who is turned away comes back to its place.
/// </summary>
internal sealed class WaitingRoom : IDisposable
{
    // Should nothing tell of room, such as another gateway's answer, one looks for itself.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly LiveFleet _fleet;
    private readonly DecisionLog _decisions;
    private readonly IOptions<GatewayOptions> _settings;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly Dictionary<Place, SortedList<long, TaskCompletionSource<WaitEnd>>> _waiting = [];
    private readonly ITimer _timer;
    private long _tickets;
    private volatile int _count;
    private volatile bool _closed;

    public WaitingRoom(LiveFleet fleet, DecisionLog decisions, IOptions<GatewayOptions> options, TimeProvider time)
    {
        _fleet = fleet;
        _decisions = decisions;
        _settings = options;
        _time = time;
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        fleet.Changed += OnChanged;
    }

    /// <summary>Requests that wait.</summary>
    public int Count => _count;

    /// <summary>Whether the gateway is about to stop.</summary>
    public bool IsClosed => _closed;

    /// <summary>Whether a replica may come that would take a request.</summary>
    public bool MayWait(in Target target)
    {
        if (Options.Limit == 0 || _closed) return false;
        if (target.Pinned is { } pinned) return pinned.MayWake;
        foreach (var unit in target.Route.Now.Units)
        {
            if (unit.MayWake) return true;
        }

        return false;
    }

    /// <summary>Whether others wait for the same, behind whom a request must queue.</summary>
    public bool IsCrowded(in Target target)
    {
        if (_count == 0) return false;
        lock (_lock) return _waiting.TryGetValue(Place.Of(target), out var others) && others.Count > 0;
    }

    public Ticket Ticket(in Target target, long arrival, bool hasArrived = false) => new(target, Interlocked.Increment(ref _tickets), arrival) { HasArrived = hasArrived };

    /// <summary>Takes a place, to be left with <see cref="Leave"/>; false when there is none.</summary>
    public bool TryEnter(Ticket ticket)
    {
        lock (_lock)
        {
            if (_closed || _count >= Options.Limit) return false;
            if (_count++ == 0) _timer.Change(Pause, Pause);
        }

        var route = ticket.Target.Route;
        route.Hold(1);
        // What has arrived at a unit is counted there.
        ticket.Unit = ticket.HasArrived ? null : ticket.Target.Pinned ?? route.Now.Awaited();
        if (ticket.Unit is { } unit && unit.Served(route.Size).Hold(1) == 1)
            _decisions.Add(new Decision(DecisionKind.Unit, unit.Name, "is waited for", "a request came that no unit is ready for", new { model = route.Model.Name, size = route.Size?.ToString() ?? "text" }));
        return true;
    }

    public void Leave(Ticket ticket)
    {
        ticket.Target.Route.Hold(-1);
        ticket.Unit?.Served(ticket.Target.Route.Size).Hold(-1);
        lock (_lock)
        {
            if (--_count == 0) _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Waits until the request may be tried.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public async Task<WaitEnd> WaitAsync(Ticket ticket, CancellationToken cancellation)
    {
        var left = Options.Time - _time.GetElapsedTime(ticket.Arrival);
        if (left <= TimeSpan.Zero) return WaitEnd.TimedOut;
        var turn = new TaskCompletionSource<WaitEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        var place = Place.Of(ticket.Target);
        lock (_lock)
        {
            if (_closed) return WaitEnd.Closed;
            if (!_waiting.TryGetValue(place, out var waiting)) _waiting.Add(place, waiting = []);
            waiting.Add(ticket.Number, turn);
        }

        // What is set first counts: a turn is never lost to a time-out.
        using var limit = new CancellationTokenSource(left, _time);
        using var late = limit.Token.UnsafeRegister(_ => turn.TrySetResult(WaitEnd.TimedOut), null);
        using var gone = cancellation.UnsafeRegister((_, token) => turn.TrySetCanceled(token), null);
        try
        {
            return await turn.Task.ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                var waiting = _waiting[place];
                waiting.Remove(ticket.Number);
                if (waiting.Count == 0) _waiting.Remove(place);
            }
        }
    }

    /// <summary>A worker has finished a request of this route, and so has room for one.</summary>
    public void Answered(ModelRoute route)
    {
        if (_count == 0) return;
        lock (_lock)
        {
            foreach (var (place, waiting) in _waiting)
            {
                if (place.IsOf(route) && First(waiting)) return;
            }
        }
    }

    /// <summary>Lets nobody in any more, and sends away who waits.</summary>
    public void Close()
    {
        _closed = true;
        lock (_lock)
        {
            foreach (var waiting in _waiting.Values) All(waiting, WaitEnd.Closed);
        }
    }

    public void Dispose()
    {
        _fleet.Changed -= OnChanged;
        _timer.Dispose();
    }

    // Settings may be read again.
    private WakingOptions Options => _settings.Value.Waking;

    private void OnChanged(LiveUnit? unit, Worker? worker)
    {
        if (_count == 0) return;
        lock (_lock)
        {
            foreach (var (place, waiting) in _waiting)
            {
                // Somebody has come, or nobody will.
                if ((worker is { IsReady: true } && place.IsServedBy(unit!, worker)) || !MayWait(new Target(place.Route, place.Pinned))) All(waiting, WaitEnd.Turn);
            }
        }
    }

    private void Look()
    {
        lock (_lock)
        {
            foreach (var waiting in _waiting.Values) First(waiting);
        }
    }

    private static bool First(SortedList<long, TaskCompletionSource<WaitEnd>> waiting)
    {
        foreach (var turn in waiting.Values)
        {
            if (turn.TrySetResult(WaitEnd.Turn)) return true;
        }

        return false;
    }

    private static void All(SortedList<long, TaskCompletionSource<WaitEnd>> waiting, WaitEnd end)
    {
        foreach (var turn in waiting.Values) turn.TrySetResult(end);
    }
}
