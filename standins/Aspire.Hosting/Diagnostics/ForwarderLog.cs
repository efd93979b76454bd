using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Diagnostics;

internal static partial class ForwarderLog
{
    [LoggerMessage(1, LogLevel.Information, "{LineNumber}: {Text}")]
    public static partial void OutputLine(ILogger logger, int lineNumber, string text);

    [LoggerMessage(2, LogLevel.Error, "{LineNumber}: {Text}")]
    public static partial void ErrorLine(ILogger logger, int lineNumber, string text);
}
