using Fleet;
using Gateway.Units;

namespace Gateway.Routing;

/// <summary>
/// Of two ready workers taken at random, the one with less outstanding work (Mitzenmacher 2001): nearly as even as
/// asking all, without the herd that runs to the one that looked idle. Between two with as much, the one whose devices
/// were less busy. An idle one goes before any pair (Lu et al. 2011, join the idle queue): nobody waits beside one that
/// has nothing to do. Of those that are alike the one that was chosen longest ago is taken. One that has just returned is passed over for the other as its share says.
/// </summary>
internal sealed class PowerOfTwoChoices(Random random)
{
    private long _choices;

    /// <summary>A ready worker other than <paramref name="except"/> that has the programs for a size, or for text (null); null when there is none.</summary>
    public Worker? Choose(ReadOnlySpan<Worker> workers, ImageSize? size, Worker? except)
    {
        var count = 0;
        Worker? only = null, idle = null;
        foreach (var worker in workers)
        {
            if (!Eligible(worker, size, except)) continue;
            count++;
            only = worker;
            if (IsIdle(worker) && (idle is null || worker.LastChosen < idle.LastChosen)) idle = worker;
        }

        if (count == 0) return null;
        if (count == 1) return Chosen(only!);
        if (idle is not null) return Chosen(idle);

        var first = random.Next(count);
        var second = random.Next(count - 1);
        if (second >= first) second++;
        Worker? one = null, other = null;
        var index = 0;
        foreach (var worker in workers)
        {
            if (!Eligible(worker, size, except)) continue;
            if (index == first) one = worker;
            if (index == second) other = worker;
            index++;
        }

        // A worker may have left between the two looks.
        if (one is null || other is null) return Chosen(one ?? other ?? only!);
        return Chosen(Better(one, other));
    }

    // Here, and not when the request begins: another that is chosen for in between goes elsewhere.
    private Worker Chosen(Worker worker)
    {
        worker.LastChosen = Interlocked.Increment(ref _choices);
        return worker;
    }

    // One that returns gets no more than its share, idle as it may be.
    private static bool IsIdle(Worker worker) => worker.Load == 0 && worker.Share >= 1;

    private Worker Better(Worker one, Worker other)
    {
        if (one.Share != other.Share)
        {
            var (returning, usual) = one.Share < other.Share ? (one, other) : (other, one);
            if (random.NextDouble() * usual.Share >= returning.Share) return usual;
        }

        var difference = one.Load - other.Load;
        if (difference != 0) return difference < 0 ? one : other;
        var (busy, otherBusy) = (one.Report?.Busy ?? 0, other.Report?.Busy ?? 0);
        return busy < otherBusy || (busy == otherBusy && one.LastChosen < other.LastChosen) ? one : other;
    }

    private static bool Eligible(Worker worker, ImageSize? size, Worker? except) => worker.IsReady && worker != except && worker.Serves(size);
}
