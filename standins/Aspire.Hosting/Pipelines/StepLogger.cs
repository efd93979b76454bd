using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>A step's log: its lines are shown with the step.</summary>
internal sealed class StepLogger(IReportingStep step, ILogger run) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => run.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => run.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            step.Log(logLevel, formatter(state, exception) + (exception is null ? "" : Environment.NewLine + exception));
    }
}
