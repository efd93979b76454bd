using System.Collections.Concurrent;
using Gateway.Routing;
using Gateway.Units;
using Microsoft.Extensions.Options;

namespace Gateway.Admission;

/// <summary>
/// Requests that wait until a worker of their model has time: the most urgent first, and among equals who came first.
/// Workers have queues of their own, in which nobody overtakes; so they get a few requests each, and the rest waits here.
/// While no worker of the model is ready nobody waits for one here: what then is to happen is not a matter of turns.
/// </summary>
internal sealed class AdmissionQueue : IDisposable
{
    private const int Unlimited = int.MaxValue;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, Line> _lines = new();
    private readonly LiveFleet _fleet;
    private readonly AdmissionOptions _options;
    private readonly TimeSpan _retryAfter;
    private readonly int _replicas;
    private readonly TimeProvider _time;
    private int _waiting;
    private bool _closed;

    public AdmissionQueue(LiveFleet fleet, IOptions<GatewayOptions> options, TimeProvider time)
    {
        _fleet = fleet;
        _options = options.Value.Admission;
        _retryAfter = options.Value.RetryAfter;
        _replicas = options.Value.Replicas;
        _time = time;
        if (IsOn) fleet.Changed += OnChanged;
    }

    public bool IsOn => _options.PerWorker is not null;

    /// <summary>Requests that wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Ends when it is the request's turn: then null, and <see cref="Leave"/> must follow; else why it never is.</summary>
    /// <param name="ask">Called when it is not its turn at once.</param>
    public ValueTask<Refusal?> EnterAsync(ModelRoute route, Priority priority, CancellationToken cancellation, Action? ask = null)
    {
        var capacity = Capacity(route.Model.Name);
        Waiter? waiter;
        lock (_lock)
        {
            var line = _lines.GetOrAdd(route.Model.Name, static _ => new Line());
            if (line.AtWork < capacity && line.IsEmpty)
            {
                line.AtWork++;
                return default;
            }

            if (_closed) return new(Stopping);
            waiter = Join(line, priority);
        }

        ask?.Invoke();
        if (waiter is not null)
        {
            // A worker may have come before it stood in line.
            Call(route.Model.Name);
            return WaitAsync(waiter, route, cancellation);
        }

        // Whoever plans replicas is to know of them too.
        route.Demand.Add();
        return new(new Refusal(LimitKind.Queue, _options.Queue, _retryAfter));
    }

    /// <summary>A request that had its turn has ended.</summary>
    public void Leave(ModelRoute route)
    {
        lock (_lock)
        {
            if (!_lines.TryGetValue(route.Model.Name, out var line)) return;
            line.AtWork--;
        }

        Call(route.Model.Name);
    }

    /// <summary>The gateway is about to end: sends away who waits, so that another gateway can be asked, and lets nobody wait any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var line in _lines.Values)
            {
                while (line.MostUrgent is { } waiter)
                {
                    Take(waiter);
                    waiter.Turn.SetResult(Stopping);
                }
            }
        }
    }

    public void Dispose() => _fleet.Changed -= OnChanged;

    private async ValueTask<Refusal?> WaitAsync(Waiter waiter, ModelRoute route, CancellationToken cancellation)
    {
        route.Hold(1);
        try
        {
            return await waiter.Turn.Task.WaitAsync(_options.QueueTime, _time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (!Remove(waiter)) return await waiter.Turn.Task.ConfigureAwait(false);
            route.Demand.Add();
            return new Refusal(LimitKind.QueueTime, _options.QueueTime.TotalSeconds, _retryAfter);
        }
        catch (OperationCanceledException)
        {
            // Its turn came as it left: the next is called.
            if (!Remove(waiter) && await waiter.Turn.Task.ConfigureAwait(false) is null) Leave(route);
            throw;
        }
        finally
        {
            route.Hold(-1);
        }
    }

    /// <summary>A place in the line, in a full queue that of somebody less urgent; null: there is none. The lock must be held.</summary>
    private Waiter? Join(Line line, Priority priority)
    {
        if (_waiting >= _options.Queue)
        {
            var last = _lines.Values.Select(other => other.LeastUrgent).Where(waiter => waiter is not null).MinBy(waiter => waiter!.Priority);
            if (last is null || last.Priority >= priority) return null;
            Take(last);
            last.Turn.SetResult(new Refusal(LimitKind.Queue, _options.Queue, _retryAfter));
        }

        _waiting++;
        return line.Add(priority);
    }

    private bool Remove(Waiter waiter)
    {
        lock (_lock)
        {
            if (!waiter.IsWaiting) return false;
            Take(waiter);
            return true;
        }
    }

    /// <summary>The lock must be held.</summary>
    private void Take(Waiter waiter)
    {
        waiter.Line.Remove(waiter);
        _waiting--;
    }

    private Refusal Stopping => new(LimitKind.Stopping, 0, _retryAfter);

    /// <summary>Calls as many as workers have room for. What these are is read after what has changed, or who came between would be forgotten.</summary>
    private void Call(string model)
    {
        var capacity = Capacity(model);
        lock (_lock)
        {
            if (_lines.TryGetValue(model, out var line)) Call(line, capacity);
        }
    }

    /// <summary>The lock must be held.</summary>
    private void Call(Line line, int capacity)
    {
        while (line.AtWork < capacity && line.MostUrgent is { } next)
        {
            Take(next);
            line.AtWork++;
            next.Turn.SetResult(null);
        }
    }

    private void OnChanged(LiveUnit? unit, Worker? worker)
    {
        foreach (var (model, _) in _lines) Call(model);
    }

    /// <summary>How many requests this gateway lets to the model's workers at a time. Not within the lock: workers have locks of their own.</summary>
    private int Capacity(string model)
    {
        var ready = 0;
        foreach (var unit in _fleet.Units)
        {
            if (unit.Drained || unit.Unit.Model.Name != model) continue;
            foreach (var worker in unit.Workers)
            {
                if (worker.IsReady) ready++;
            }
        }

        return ready == 0 ? Unlimited : (int)Math.Min(Unlimited, Math.Ceiling((double)ready * _options.PerWorker!.Value / _replicas));
    }

    /// <summary>A request that waits.</summary>
    private sealed class Waiter(Line line, Priority priority)
    {
        public Line Line => line;

        public Priority Priority => priority;

        public bool IsWaiting { get; set; } = true;

        /// <summary>Its turn, or why there is none.</summary>
        public TaskCompletionSource<Refusal?> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>The requests for one model.</summary>
    private sealed class Line
    {
        private readonly LinkedList<Waiter>[] _byPriority = [.. Enum.GetValues<Priority>().Select(_ => new LinkedList<Waiter>())];

        /// <summary>Those that workers have.</summary>
        public int AtWork { get; set; }

        public bool IsEmpty => _byPriority.All(waiters => waiters.Count == 0);

        public Waiter? MostUrgent => _byPriority.LastOrDefault(waiters => waiters.Count > 0)?.First!.Value;

        /// <summary>Who would wait longest: the last one of the lowest priority.</summary>
        public Waiter? LeastUrgent => _byPriority.FirstOrDefault(waiters => waiters.Count > 0)?.Last!.Value;

        public Waiter Add(Priority priority)
        {
            var waiter = new Waiter(this, priority);
            _byPriority[(int)priority].AddLast(waiter);
            return waiter;
        }

        public void Remove(Waiter waiter)
        {
            waiter.IsWaiting = false;
            _byPriority[(int)waiter.Priority].Remove(waiter);
        }
    }
}
