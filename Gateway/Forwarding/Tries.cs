using System.Net;
using Gateway.Routing;
using Gateway.Waking;

namespace Gateway.Forwarding;

/// <summary>How often a request has been tried, and where it may go next.</summary>
internal sealed class Tries(Target target, WaitingRoom waiting)
{
    // A request that its workers do not survive must not take them all along; and a full queue is no invitation to try every other.
    private const int MostLost = 2;
    private const int MostFull = 2;

    // Who drains says so, and gets nothing more: in a roll-out several may, one after the other.
    private const int Most = 5;

    private int _lost, _full, _count;

    /// <summary>Whether it may wait for a worker that comes, where there is none.</summary>
    public bool MayWait => waiting.MayWait(target);

    /// <summary>To be called before each.</summary>
    public void Begin() => _count++;

    /// <summary>It has waited, and the workers are others.</summary>
    public void Renew() => (_full, _count) = (0, 0);

    /// <summary>Whether it may be sent again, now that it was lost.</summary>
    /// <param name="arrived">Whether its worker may have begun it. Where nobody was there it did no harm, and goes on as often as from who drains.</param>
    public bool MayLose(bool arrived) => arrived ? ++_lost < MostLost : _count < Most;

    /// <summary>Another worker than the one that answered with a status, when it may go on.</summary>
    public Selection? Next(Selection failed, HttpStatusCode status) =>
        _count < Most && (status != HttpStatusCode.TooManyRequests || ++_full < MostFull) ? Another(failed) : null;

    public Selection? Another(Selection failed) =>
        target.Pinned is { } pinned ? target.Route.Pinned(pinned, failed.Worker) : target.Route.NextAfter(failed);
}
