using Gateway.Units;

namespace Gateway.Routing;

/// <summary>
/// Of two ready workers taken at random, the one with less outstanding work (Mitzenmacher 2001): nearly as even as
/// asking all, without the herd that runs to the one that looked idle.
/// </summary>
internal sealed class PowerOfTwoChoices(Random random)
{
    /// <summary>A ready worker other than <paramref name="except"/>; null when there is none.</summary>
    public Worker? Choose(ReadOnlySpan<Worker> workers, Worker? except)
    {
        var count = 0;
        Worker? only = null;
        foreach (var worker in workers)
        {
            if (!Eligible(worker, except)) continue;
            count++;
            only = worker;
        }

        if (count < 2) return only;

        var first = random.Next(count);
        var second = random.Next(count - 1);
        if (second >= first) second++;
        Worker? one = null, other = null;
        var index = 0;
        foreach (var worker in workers)
        {
            if (!Eligible(worker, except)) continue;
            if (index == first) one = worker;
            if (index == second) other = worker;
            index++;
        }

        // A worker may have left between the two looks.
        if (one is null || other is null) return one ?? other ?? only;
        return one.Outstanding <= other.Outstanding ? one : other;
    }

    private static bool Eligible(Worker worker, Worker? except) => worker.IsReady && worker != except;
}
