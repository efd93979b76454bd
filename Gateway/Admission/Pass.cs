using Gateway.Forwarding;
using Gateway.Routing;
using Gateway.Units;
using ServiceDefaults.Errors;

namespace Gateway.Admission;

/// <summary>A request that was let in, on somebody's account, until it has ended: what it holds it then gives back.</summary>
internal sealed class Pass(Account account) : IDisposable
{
    private CancellationTokenSource? _limit;
    private CancellationTokenSource? _ended;
    private TimeSpan _time;
    private HttpContext? _context;
    private CancellationToken _clientGone;
    private AdmissionQueue? _queue;
    private ModelRoute? _queued;
    private Work? _work;
    private double _reserved;
    private bool _worked;
    private double _dollars;

    public Account Account => account;

    /// <summary>What is to be said of it when it took longer than it may; null: it did not.</summary>
    public ApiError? OverTime => _limit is { IsCancellationRequested: true } ? AdmissionErrors.Timeout(_time) : null;

    /// <summary>Ends the request after a time, as if the client had left; what is said then is another's.</summary>
    public void LimitTime(HttpContext context, TimeSpan limit, TimeProvider time)
    {
        (_context, _time) = (context, limit);
        _clientGone = context.RequestAborted;
        _limit = new CancellationTokenSource(limit, time);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(_clientGone, _limit.Token);
        context.RequestAborted = _ended.Token;
    }

    /// <summary>When it came to wait for its turn, by the clock's timestamp; null: it did not.</summary>
    public long? Arrival { get; set; }

    /// <summary>Whether a unit counts it as asked for already.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Its account holds this for it.</summary>
    public void Holds(in Work work, double reserved) => (_work, _reserved) = (work, reserved);

    /// <summary>It has a place at the workers of its route.</summary>
    public void Holds(ModelRoute route, AdmissionQueue queue) => (_queued, _queue) = (route, queue);

    /// <summary>The forwarder is done with it.</summary>
    /// <param name="started">Whether the client has some of the answer.</param>
    public void Finish(LiveUnit unit, ModelRoute route, AttemptOutcome outcome, int status, bool started)
    {
        var answered = outcome == AttemptOutcome.Answered && status < 300;
        // Who leaves before the end has made a unit work; what was begun for him is paid.
        _worked = answered || outcome == AttemptOutcome.ClientGone;
        if (answered || (_worked && started)) _dollars = AdmissionControl.Price(unit, route) * (_work?.Count ?? 1);
    }

    /// <summary>Lets what is said be heard although the time is over.</summary>
    public void EndLimit()
    {
        if (_context is not null) _context.RequestAborted = _clientGone;
        _context = null;
    }

    public void Dispose()
    {
        EndLimit();
        _ended?.Dispose();
        _limit?.Dispose();
        if (_queued is not null) _queue!.Leave(_queued);
        if (_work is { } work) account.Settle(work, _reserved, _worked, _dollars);
        account.Leave();
    }
}
