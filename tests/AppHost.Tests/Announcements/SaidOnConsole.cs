using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AppHost.Tests.Announcements;

/// <summary>What the AppHost says on the console.</summary>
internal sealed class SaidOnConsole : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _said = new();

    public IReadOnlyList<string> Lines => [.. _said];

    public ILogger CreateLogger(string categoryName) => categoryName == nameof(AppHost) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _said.Enqueue(formatter(state, exception));

    public void Dispose()
    {
    }
}
