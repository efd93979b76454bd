using System.Diagnostics;

namespace Benchmarks.Proxies;

/// <summary>Requests from several connections at once.</summary>
internal static class LoadRun
{
    /// <summary>Each client sends the next request when it has the answer to the last: how many answers a second there are.</summary>
    public static (int Requests, TimeSpan Elapsed) Full(string address, int clients, TimeSpan time)
    {
        var (milliseconds, elapsed) = Run(address, clients, (client, begin) =>
        {
            var answers = new List<double>();
            while (Stopwatch.GetElapsedTime(begin) < time) answers.Add(Ask(client, Stopwatch.GetTimestamp()));
            return answers;
        });
        return (milliseconds.Length, elapsed);
    }

    /// <summary>
    /// Requests at a rate, whether the answers come or not: milliseconds of each, in order of size. They count from when
    /// a request was due where an answer was late, and from when it was sent where only this machine's timer was.
    /// </summary>
    public static double[] Paced(string address, int clients, double perSecond, TimeSpan time) => Run(address, clients, (client, begin) =>
    {
        var answers = new List<double>();
        var period = clients / perSecond * Stopwatch.Frequency;
        // Each begins at a moment of its own.
        var due = begin + (long)(Random.Shared.NextDouble() * period);
        while (Stopwatch.GetElapsedTime(begin, due) < time)
        {
            var wasLate = Stopwatch.GetTimestamp() >= due;
            while (Stopwatch.GetTimestamp() < due) Thread.Sleep(1);
            answers.Add(Ask(client, wasLate ? due : Stopwatch.GetTimestamp()));
            due += (long)period;
        }

        return answers;
    }).Milliseconds;

    private static double Ask(LoadClient client, long begin)
    {
        client.Ask();
        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
    }

    private static (double[] Milliseconds, TimeSpan Elapsed) Run(string address, int clients, Func<LoadClient, long, List<double>> ask)
    {
        LoadClient[] connections = [.. Enumerable.Range(0, clients).Select(_ => new LoadClient(address))];
        try
        {
            var begin = Stopwatch.GetTimestamp();
            // A thread each: one that waits for its socket costs less than what would wake it elsewhere.
            var runs = Task.WhenAll(connections.Select(client => Task.Factory.StartNew(() => ask(client, begin), TaskCreationOptions.LongRunning)));
            var answers = runs.GetAwaiter().GetResult();
            return ([.. answers.SelectMany(own => own).Order()], Stopwatch.GetElapsedTime(begin));
        }
        finally
        {
            foreach (var connection in connections) connection.Dispose();
        }
    }
}
