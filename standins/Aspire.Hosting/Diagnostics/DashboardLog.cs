using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Diagnostics;

internal static partial class DashboardLog
{
    [LoggerMessage(1, LogLevel.Information, "Login to the dashboard at {Url}")]
    public static partial void Login(ILogger logger, Uri url);

    [LoggerMessage(2, LogLevel.Warning, "The dashboard is not installed ({Path}): running without it. It comes from npm: check that node, npm and the network are there, and build again.")]
    public static partial void NotInstalled(ILogger logger, string path);

    [LoggerMessage(3, LogLevel.Error, "The dashboard could not be started: {Reason}")]
    public static partial void Failed(ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Error, "The dashboard ended with exit code {ExitCode}. {Errors}")]
    public static partial void Ended(ILogger logger, int exitCode, string errors);
}
