using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Shared;

/// <summary>A log that a test waits at.</summary>
internal sealed class HeardLog<T> : ILogger<T>
{
    private readonly Channel<(LogLevel Level, string Text)> _heard = Channel.CreateUnbounded<(LogLevel Level, string Text)>();

    /// <summary>The next thing that is said, once it is.</summary>
    public ValueTask<(LogLevel Level, string Text)> NextAsync(CancellationToken cancellation) => _heard.Reader.ReadAsync(cancellation);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _heard.Writer.TryWrite((logLevel, formatter(state, exception)));
}
