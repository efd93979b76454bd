using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Diagnostics;

internal static partial class PipelineLog
{
    [LoggerMessage(1, LogLevel.Information, "({Step}) started")]
    public static partial void StepStarted(ILogger logger, string step);

    [LoggerMessage(2, LogLevel.Information, "({Step}) {Text}")]
    public static partial void StepCompleted(ILogger logger, string step, string text);

    [LoggerMessage(3, LogLevel.Error, "({Step}) failed: {Text}")]
    public static partial void StepFailed(ILogger logger, string step, string text);

    [LoggerMessage(EventId = 4, Message = "({Step}) {Text}")]
    public static partial void Line(ILogger logger, LogLevel level, string step, string text);

    [LoggerMessage(5, LogLevel.Information, "{Message}")]
    public static partial void Completed(ILogger logger, string message);

    [LoggerMessage(6, LogLevel.Error, "{Message}")]
    public static partial void Failed(ILogger logger, string message);

    [LoggerMessage(7, LogLevel.Information, "{Key}: {Value}")]
    public static partial void Summary(ILogger logger, string key, string value);
}
