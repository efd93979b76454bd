using Fleet;
using Gateway.Units;

namespace Gateway.Routing;

/// <summary>
/// Of two ready workers taken at random, the one with less outstanding work (Mitzenmacher 2001): nearly as even as
/// asking all, without the herd that runs to the one that looked idle. Between two with as much, the one whose devices
/// were less busy. An idle one goes before any pair (Lu et al. 2011, join the idle queue): nobody waits beside one that
/// has nothing to do. One that has just returned is passed over for the other as its share says.
/// </summary>
internal sealed class PowerOfTwoChoices(Random random)
{
    /// <summary>A ready worker other than <paramref name="except"/> that has the programs for a size, or for text (null); null when there is none.</summary>
    public Worker? Choose(ReadOnlySpan<Worker> workers, ImageSize? size, Worker? except)
    {
        var count = 0;
        var idle = 0;
        Worker? only = null;
        foreach (var worker in workers)
        {
            if (!Eligible(worker, size, except)) continue;
            count++;
            only = worker;
            if (IsIdle(worker)) idle++;
        }

        if (count < 2) return only;
        if (idle > 0 && Idle(workers, size, except, random.Next(idle)) is { } free) return free;

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
        if (one is null || other is null) return one ?? other ?? only;
        return Better(one, other);
    }

    private static Worker? Idle(ReadOnlySpan<Worker> workers, ImageSize? size, Worker? except, int index)
    {
        foreach (var worker in workers)
        {
            if (Eligible(worker, size, except) && IsIdle(worker) && index-- == 0) return worker;
        }

        return null;
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
        if (difference == 0) return (one.Report?.Busy ?? 0) <= (other.Report?.Busy ?? 0) ? one : other;
        return difference < 0 ? one : other;
    }

    private static bool Eligible(Worker worker, ImageSize? size, Worker? except) => worker.IsReady && worker != except && worker.Serves(size);
}
