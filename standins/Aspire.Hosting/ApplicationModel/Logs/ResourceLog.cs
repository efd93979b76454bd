using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The log of one resource instance: the last lines and those who follow it.</summary>
internal sealed class ResourceLog(TimeProvider time) : ILogger
{
    private const int KeptLines = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _lines = new();
    private readonly List<Channel<LogLine>> _followers = [];
    private int _count;

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public void Write(string text, bool isError)
    {
        lock (_gate)
        {
            var at = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
            var line = new LogLine(++_count, $"{at} {text}", isError);
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines)
                _lines.Dequeue();
            foreach (var follower in _followers)
                follower.Writer.TryWrite(line);
        }
    }

    /// <summary>The lines so far and a channel of those to come, without a gap between.</summary>
    public (IReadOnlyList<LogLine> Lines, Channel<LogLine> Follower) Follow()
    {
        var follower = Channel.CreateUnbounded<LogLine>(new UnboundedChannelOptions { SingleReader = true });
        lock (_gate)
        {
            _followers.Add(follower);
            return ([.. _lines], follower);
        }
    }

    public void Unfollow(Channel<LogLine> follower)
    {
        lock (_gate)
            _followers.Remove(follower);
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = formatter(state, exception) + (exception is null ? "" : Environment.NewLine + exception);
        foreach (var line in text.Split('\n'))
            Write(line.TrimEnd('\r'), logLevel >= LogLevel.Error);
    }
}
