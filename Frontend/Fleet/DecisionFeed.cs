using System.Diagnostics;
using Frontend.Gateway;
using OpenTelemetry;

namespace Frontend.Fleet;

/// <summary>
/// The gateway's decisions as they are made: one stream for all sessions, read while somebody looks. After a loss it is
/// read anew from its beginning, for it may be another gateway that answers.
/// </summary>
internal sealed class DecisionFeed(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>So many are shown.</summary>
    public const int Kept = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // A gateway tells all that it remembers at once: pages are not drawn for each.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly List<Action> _followers = [];
    private CancellationTokenSource? _reading;
    private volatile FleetDecision[] _latest = [];
    private volatile bool _live;
    private bool _telling;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<FleetDecision> Latest => _latest;

    /// <summary>Whether what is decided now would be heard of.</summary>
    public bool IsLive => _live;

    /// <summary>Calls <paramref name="changed"/> when there is something new, until the result is disposed of.</summary>
    public IDisposable Follow(Action changed)
    {
        lock (_lock)
        {
            _followers.Add(changed);
            if (_reading is null)
            {
                _reading = new CancellationTokenSource();
                _ = ReadAsync(_reading.Token);
            }
        }
        return new Following(this, changed);
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        // Nobody's trace: it is shared, and has no end.
        Activity.Current = null;
        using var untraced = SuppressInstrumentationScope.Begin();
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ReadOnceAsync(cancellation);
            }
            catch (InferenceException)
            {
                // The page says what is wrong with the gateway: it asks for the fleet all the time.
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
            _live = false;
            Tell();
            await Task.Delay(Pause, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        _live = false;
    }

    private async Task ReadOnceAsync(CancellationToken cancellation)
    {
        using var scope = scopes.CreateScope();
        var client = scope.ServiceProvider.GetRequiredService<InferenceClient>();
        var heard = new List<FleetDecision>();
        await foreach (var decision in client.FollowDecisionsAsync(() => _live = true, cancellation))
        {
            heard.Insert(0, decision);
            if (heard.Count > Kept)
                heard.RemoveAt(Kept);
            _latest = [.. heard];
            Tell();
        }
    }

    private void Tell()
    {
        lock (_lock)
        {
            if (_telling)
                return;
            _telling = true;
        }
        _ = TellLaterAsync();
    }

    private async Task TellLaterAsync()
    {
        await Task.Delay(Gathering, clock);
        Action[] followers;
        lock (_lock)
        {
            _telling = false;
            followers = [.. _followers];
        }
        foreach (var follower in followers)
            follower();
    }

    private void Leave(Action changed)
    {
        lock (_lock)
        {
            if (!_followers.Remove(changed) || _followers.Count > 0)
                return;
            _reading?.Cancel();
            _reading = null;
        }
    }

    private sealed class Following(DecisionFeed feed, Action changed) : IDisposable
    {
        public void Dispose() => feed.Leave(changed);
    }
}
