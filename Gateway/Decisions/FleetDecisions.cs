using System.Threading.Channels;
using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Decisions;

/// <summary>Writes down what follows from the fleet's changes: workers that are ejected and return, and weights that move.</summary>
internal sealed class FleetDecisions(LiveFleet fleet, RouteTable routes, MeasuredFigures figures, DecisionLog log, TimeProvider time) : BackgroundService
{
    // A return alone moves weights ten times in as many seconds.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Channel<string> _causes = Channel.CreateBounded<string>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Lock _lock = new();
    private readonly Dictionary<Worker, bool> _ready = [];

    /// <summary>Workers that it knows.</summary>
    internal int Followed
    {
        get
        {
            lock (_lock) return _ready.Count;
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first probe, whichever service starts first after this.
        fleet.Changed += OnChanged;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var weights = new WeightChanges(routes, figures);
            while (true)
            {
                var causes = new List<string> { await _causes.Reader.ReadAsync(stoppingToken).ConfigureAwait(false) };
                // Read first: what they follow from is told at the same moment, and else would be found missing.
                var moved = weights.Since("").ToArray();
                while (_causes.Reader.TryRead(out var cause)) causes.Add(cause);
                var reason = string.Join("; ", causes.Distinct());
                foreach (var decision in moved) log.Add(decision with { Reason = reason });
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(false);
            }
        }
        finally
        {
            fleet.Changed -= OnChanged;
        }
    }

    private void OnChanged(LiveUnit? unit, Worker? worker)
    {
        if (unit is not null && worker is not null) Follow(unit, worker);
        else Forget();
        _causes.Writer.TryWrite(
            unit is null ? $"the mode is {fleet.Mode.Name}"
            : worker is not null ? $"{worker.Name} {worker.Reason}"
            : $"{unit.Name} is {unit.State.ToString().ToLowerInvariant()}");
    }

    // One that had failed before it left does not change by leaving: its unit does.
    private void Forget()
    {
        lock (_lock)
        {
            foreach (var gone in _ready.Keys.Where(worker => worker.IsGone).ToArray()) _ready.Remove(gone);
        }
    }

    private void Follow(LiveUnit unit, Worker worker)
    {
        bool ready = worker.IsReady, known, before;
        lock (_lock)
        {
            known = _ready.TryGetValue(worker, out before);
            _ready[worker] = ready;
            if (worker.IsGone) _ready.Remove(worker);
        }

        if (ready == before && (known || !ready)) return;
        var inputs = new { worker = worker.Name, address = worker.Address, outstanding = worker.Outstanding, share = worker.Share };
        log.Add(ready
            ? new Decision(DecisionKind.Return, unit.Name, $"{worker.Name} gets requests", $"it {worker.Reason}", inputs)
            : new Decision(DecisionKind.Ejection, unit.Name, $"{worker.Name} gets no requests", $"it {worker.Reason}", inputs));
    }
}
