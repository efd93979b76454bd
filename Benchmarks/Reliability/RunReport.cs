using System.Globalization;
using System.Text;

namespace Benchmarks.Reliability;

/// <summary>The runs as a table.</summary>
internal sealed class RunReport
{
    private const string Head = """
        # No request lost

        Two units with two workers each and the gateway, each a process of its own on one machine. Gateway and workers are the
        ones that are published, with their queues, their draining and their probes; only the model is one that takes time
        (ten steps of 10 ms) and no processor. Clients send their next request when they have the answer to the last. Written by

            dotnet run -c Release --project Benchmarks -- reliability

        **Served**: whole answers with 200. **Retried**: of these, those that the gateway sent more than once, which the client
        does not see. **Turned away**: 429 or 503 with Retry-After. **Left**: by the client, on purpose. **Lost**: anything else.
        Times are of answers as clients see them, in milliseconds.

        | run | sent | served | retried | turned away | left | lost | p50 ms | p99 ms | |
        | --- | --: | --: | --: | --: | --: | --: | --: | --: | --- |

        """;

    private readonly StringBuilder _text = new(Head);

    /// <summary>Requests that were lost in any run.</summary>
    public int Lost { get; private set; }

    public void Add(string run, Tally tally, string note = "")
    {
        Lost += tally.Lost;
        var why = tally.Lost > 0 ? $"{note} {string.Join("; ", tally.Losses)}" : note;
        var line = string.Create(CultureInfo.InvariantCulture,
            $"| {run} | {tally.Sent} | {tally.Served} | {tally.Retried} | {tally.TurnedAway} | {tally.Left} | {tally.Lost} | {Milliseconds(tally, 0.5)} | {Milliseconds(tally, 0.99)} | {why} |");
        Console.WriteLine(line);
        _text.AppendLine(line);
    }

    private static string Milliseconds(Tally tally, double part) =>
        tally.Percentile(part) is > 0 and var time ? time.ToString("0.0", CultureInfo.InvariantCulture) : "";

    public override string ToString() => _text.ToString();
}
