using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Diagnostics;

internal static partial class CommandLog
{
    [LoggerMessage(1, LogLevel.Information, "Executing command '{Command}'.")]
    public static partial void Executing(ILogger logger, string command);

    [LoggerMessage(2, LogLevel.Error, "Command '{Command}' failed: {Reason}")]
    public static partial void Failed(ILogger logger, string command, string reason);
}
