using System.Globalization;
using System.Text.RegularExpressions;

namespace AppHost.Announcements;

/// <summary>What one run of the compile job has written, line by line: how far it is, and what went wrong.</summary>
internal sealed partial class JobLog
{
    private const int KeptLines = 5;

    private readonly List<string> _failures = [];
    private readonly Queue<string> _last = new();

    /// <summary>Programs done so far; null before the first.</summary>
    public int? Done { get; private set; }

    /// <summary>Programs in all.</summary>
    public int Programs { get; private set; }

    /// <summary>The program that was done last.</summary>
    public string Program { get; private set; } = "";

    /// <summary>Whether a program had to be compiled: what is in the store takes no time.</summary>
    public bool Compiles { get; private set; }

    /// <summary>The job's own summing up; null before it.</summary>
    public string? Summary { get; private set; }

    /// <summary>Which unit or program failed, and why; the job's last lines when it says neither.</summary>
    public IReadOnlyList<string> Failures => _failures.Count > 0 ? _failures : [.. _last];

    public static JobLog Of(IEnumerable<LogLine> lines)
    {
        var log = new JobLog();
        foreach (var line in lines)
            log.Add(line);
        return log;
    }

    public void Add(LogLine line)
    {
        // The time it was written, a blank, and the text.
        var text = Colour().Replace(line.Content[(line.Content.IndexOf(' ', StringComparison.Ordinal) + 1)..], "").TrimEnd();
        if (text.Length == 0)
            return;
        if (Progress().Match(text) is { Success: true } progress)
        {
            Done = int.Parse(progress.Groups["done"].ValueSpan, CultureInfo.InvariantCulture);
            Programs = int.Parse(progress.Groups["all"].ValueSpan, CultureInfo.InvariantCulture);
            Program = progress.Groups["program"].Value;
            Compiles |= progress.Groups["compiled"].Success;
            if (progress.Groups["error"] is { Success: true } error)
                AddFailure($"{Program}: {error.Value}");
        }
        else if (Failure().Match(text) is { Success: true } failure)
        {
            AddFailure(failure.Groups["what"].Value);
        }
        else if (SummingUp().IsMatch(text))
        {
            Summary = text;
        }
        else
        {
            _last.Enqueue(text);
            if (_last.Count > KeptLines)
                _last.Dequeue();
        }
    }

    // The summary says again, perhaps in folded lines, what the progress has said.
    private void AddFailure(string what)
    {
        if (!_failures.Exists(known => known.StartsWith(what, StringComparison.Ordinal)))
            _failures.Add(what);
    }

    [GeneratedRegex(@"\x1B\[[0-9;]*m")]
    private static partial Regex Colour();

    [GeneratedRegex(@"^\[(?<done>\d{1,9})/(?<all>\d{1,9})\] (?<program>.+?): (FAILED: (?<error>.+)|(?<compiled>compiled) [^:]+|[^:]+)$")]
    private static partial Regex Progress();

    [GeneratedRegex("^FAILED (?<what>.+)$")]
    private static partial Regex Failure();

    [GeneratedRegex(@"^\d+ compiled, \d+ in the store, ")]
    private static partial Regex SummingUp();
}
