using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Diagnostics;

internal static partial class RunnerLog
{
    [LoggerMessage(1, LogLevel.Error, "'{Resource}' could not be started: {Reason}")]
    public static partial void FailedToStart(ILogger logger, string resource, string reason);

    [LoggerMessage(2, LogLevel.Information, "'{Resource}' ended with exit code {ExitCode}.")]
    public static partial void Ended(ILogger logger, string resource, int exitCode);

    [LoggerMessage(3, LogLevel.Warning, "'{Resource}' {Ending}. Start it again in the dashboard.")]
    public static partial void EndedBadly(ILogger logger, string resource, string ending);
}
