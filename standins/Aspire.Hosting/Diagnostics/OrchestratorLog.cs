using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Diagnostics;

internal static partial class OrchestratorLog
{
    [LoggerMessage(1, LogLevel.Information, "Distributed application starting.")]
    public static partial void Starting(ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "Distributed application started. Press Ctrl+C to shut down.")]
    public static partial void Started(ILogger logger);

    [LoggerMessage(4, LogLevel.Information, "Waiting for {Resources} to finish what is in hand, up to {Seconds} s. Press Ctrl+C again to end at once.")]
    public static partial void StillEnding(ILogger logger, string resources, int seconds);

    [LoggerMessage(3, LogLevel.Error, "{Reason}")]
    public static partial void NoValue(ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Error, "Container '{Name}' is not started: this host runs projects and programs, not containers.")]
    public static partial void NoContainers(ILogger logger, string name);
}
