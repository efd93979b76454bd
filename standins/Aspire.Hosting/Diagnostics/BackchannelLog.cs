using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Diagnostics;

internal static partial class BackchannelLog
{
    [LoggerMessage(1, LogLevel.Warning, "The Aspire CLI cannot reach this application: no socket at '{Path}': {Reason}.")]
    public static partial void Failed(ILogger logger, string path, string reason);
}
