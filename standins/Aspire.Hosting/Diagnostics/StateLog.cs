using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Diagnostics;

internal static partial class StateLog
{
    [LoggerMessage(1, LogLevel.Debug, "Resource {Resource} changed state: {Before} -> {After}")]
    public static partial void Changed(ILogger logger, string resource, string before, string after);

    [LoggerMessage(2, LogLevel.Information, "Waiting for resource '{Resource}' ({WaitType}).")]
    public static partial void Waiting(ILogger logger, string resource, WaitType waitType);

    [LoggerMessage(3, LogLevel.Information, "Finished waiting for resource '{Resource}'.")]
    public static partial void Waited(ILogger logger, string resource);
}
