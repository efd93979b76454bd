using System.Diagnostics;

namespace Benchmarks.Proxies;

/// <summary>Requests from several connections at once.</summary>
internal static class LoadRun
{
    /// <summary>Each client sends the next request when it has the answer to the last: how many answers a second there are.</summary>
    public static (int Requests, TimeSpan Elapsed) Full(string address, int clients, TimeSpan time)
    {
        var (answers, elapsed) = Run([address], clients, (connections, begin) =>
        {
            var count = 0;
            for (; Stopwatch.GetElapsedTime(begin) < time; count++) connections[0].Ask();
            return count;
        });
        return (answers.Sum(), elapsed);
    }

    /// <summary>
    /// Requests at a rate, one to each address after the other, so that whatever else the machine does meets all alike:
    /// for each address the milliseconds of its answers, in order of size.
    /// </summary>
    public static double[][] Paced(string[] addresses, int clients, double perSecond, TimeSpan time)
    {
        var (answers, _) = Run(addresses, clients, (connections, begin) =>
        {
            List<double>[] own = [.. addresses.Select(_ => new List<double>())];
            var period = (long)(clients / perSecond * Stopwatch.Frequency);
            // Each begins at a moment and with an address of its own.
            var due = begin + (long)(Random.Shared.NextDouble() * period);
            for (var turn = Random.Shared.Next(addresses.Length); Stopwatch.GetElapsedTime(begin) < time; turn++, due += period)
            {
                while (Stopwatch.GetTimestamp() < due) Thread.Sleep(1);
                var sent = Stopwatch.GetTimestamp();
                connections[turn % addresses.Length].Ask();
                own[turn % addresses.Length].Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            }

            return own;
        });
        return [.. addresses.Select((_, index) => answers.SelectMany(own => own[index]).Order().ToArray())];
    }

    private static (T[] Answers, TimeSpan Elapsed) Run<T>(string[] addresses, int clients, Func<LoadClient[], long, T> ask)
    {
        LoadClient[][] all = [.. Enumerable.Range(0, clients).Select(_ => addresses.Select(address => new LoadClient(address)).ToArray())];
        try
        {
            var begin = Stopwatch.GetTimestamp();
            // A thread each: one that waits for its socket costs less than what would wake it elsewhere.
            var answers = Task.WhenAll(all.Select(connections => Task.Factory.StartNew(() => ask(connections, begin), TaskCreationOptions.LongRunning))).GetAwaiter().GetResult();
            return (answers, Stopwatch.GetElapsedTime(begin));
        }
        finally
        {
            foreach (var connection in all.SelectMany(connections => connections)) connection.Dispose();
        }
    }
}
