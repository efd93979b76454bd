using System.Runtime.CompilerServices;

namespace Gateway.Decisions;

/// <summary>
/// The last decisions, for any number of readers. Nobody is waited for: a reader that falls behind by more than the log
/// holds finds a gap in the ids.
/// </summary>
internal sealed partial class DecisionLog(TimeProvider time, ILogger<DecisionLog> logger)
{
    /// <summary>So many are kept.</summary>
    public const int Kept = 1000;

    private readonly Lock _lock = new();
    private readonly Decision?[] _last = new Decision?[Kept];
    private TaskCompletionSource _more = New();
    private readonly Dictionary<(DecisionKind Kind, string? Unit), long> _counts = [];
    private long _count;

    /// <summary>Decisions since the start, and so the id of the last one.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Decisions since the start, by what they are about and the unit that they concern (null: the fleet).</summary>
    public IReadOnlyList<((DecisionKind Kind, string? Unit) Of, long Count)> Counts
    {
        get
        {
            lock (_lock) return [.. _counts.Select(count => (count.Key, count.Value))];
        }
    }

    /// <summary>Adds one and gives it its id and time.</summary>
    public Decision Add(Decision decision)
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            decision = decision with { Id = _count + 1, Time = time.GetUtcNow() };
            _last[_count % Kept] = decision;
            _count++;
            _counts[(decision.Kind, decision.Unit)] = _counts.GetValueOrDefault((decision.Kind, decision.Unit)) + 1;
            waiting = _more;
            _more = New();
        }

        // Of workers and weights there are many, and the probes have told what they follow from.
        var level = decision.IsWarning ? LogLevel.Warning : decision.Kind is DecisionKind.Ejection or DecisionKind.Return or DecisionKind.Weights ? LogLevel.Debug : LogLevel.Information;
        Log.Decided(logger, level, decision.Kind, decision.Unit ?? "fleet", decision.What, decision.Reason);
        waiting.SetResult();
        return decision;
    }

    /// <summary>Those that are kept, the oldest first.</summary>
    public IReadOnlyList<Decision> After(long id = 0)
    {
        lock (_lock)
        {
            var first = Math.Max(id, _count - Kept);
            return first >= _count ? [] : [.. Enumerable.Range(0, (int)(_count - first)).Select(index => _last[(first + index) % Kept]!)];
        }
    }

    /// <summary>Those that are kept and follow <paramref name="id"/>, and then each as it is made.</summary>
    public async IAsyncEnumerable<Decision> FollowAsync(long id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // An id of an earlier process, which counted further, is no reason to be silent.
        if (id > Count) id = 0;
        while (true)
        {
            Task more;
            lock (_lock) more = _more.Task;
            foreach (var decision in After(id))
            {
                yield return decision;
                id = decision.Id;
            }

            await more.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{Kind} of {Unit}: {What}, because {Reason}.")]
        public static partial void Decided(ILogger logger, LogLevel level, DecisionKind kind, string unit, string what, string reason);
    }
}
