using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Backchannel;

/// <summary>Keeps the AppHost's own last log entries for the Aspire CLI, which shows and stores them.</summary>
internal sealed class AppHostLog(TimeProvider time) : ILoggerProvider
{
    private const int KeptEntries = 1_000;

    private readonly Lock _gate = new();
    private readonly Queue<Entry> _entries = new();
    private readonly List<Channel<Entry>> _followers = [];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <summary>The entries kept, and then each new one until the caller has enough.</summary>
    public async IAsyncEnumerable<object> FollowAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var follower = Channel.CreateBounded<Entry>(new BoundedChannelOptions(KeptEntries) { FullMode = BoundedChannelFullMode.DropOldest });
        Entry[] known;
        lock (_gate)
        {
            known = [.. _entries];
            _followers.Add(follower);
        }

        try
        {
            foreach (var entry in known)
                yield return entry;
            await foreach (var entry in follower.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                yield return entry;
        }
        finally
        {
            lock (_gate)
                _followers.Remove(follower);
        }
    }

    public void Dispose()
    {
    }

    private void Add(Entry entry)
    {
        lock (_gate)
        {
            _entries.Enqueue(entry);
            if (_entries.Count > KeptEntries)
                _entries.Dequeue();
            foreach (var follower in _followers)
                follower.Writer.TryWrite(entry);
        }
    }

    internal sealed record Entry(EventIdentity EventId, int LogLevel, string Message, DateTimeOffset Timestamp, string CategoryName);

    internal sealed record EventIdentity(int Id, string? Name);

    private sealed class Logger(AppHostLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception) + (exception is null ? "" : Environment.NewLine + exception);
            log.Add(new Entry(new EventIdentity(eventId.Id, eventId.Name), (int)logLevel, text, log.Now, category));
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();
}
