using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Pipelines;

/// <summary>The switches by which the Aspire CLI, or a user without it, publishes an application.</summary>
internal static class CommandLineSwitches
{
    /// <summary>Whether a failure's stack trace is shown whatever the log level.</summary>
    public const string DetailsKey = "Pipeline:IncludeExceptionDetails";

    private const string OperationKey = "AppHost:Operation";

    private static readonly Dictionary<string, string> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--operation"] = OperationKey,
        ["--step"] = "Pipeline:Step",
        ["--output-path"] = "Pipeline:OutputPath",
        ["--log-level"] = "Pipeline:LogLevel",
        ["--clear-cache"] = "Pipeline:ClearCache",
        ["--include-exception-details"] = DetailsKey,
    };

    public static void Add(IConfigurationBuilder configuration, string[]? args)
    {
        if (args is { Length: > 0 })
            configuration.AddCommandLine(args, Keys);
    }

    /// <exception cref="DistributedApplicationException">It is neither run nor publish.</exception>
    public static DistributedApplicationOperation Operation(IConfiguration configuration)
    {
        if (configuration[OperationKey] is not { Length: > 0 } asked)
            return DistributedApplicationOperation.Run;
        return Enum.TryParse<DistributedApplicationOperation>(asked, ignoreCase: true, out var operation) && Enum.IsDefined(operation)
            ? operation
            : throw new DistributedApplicationException($"'--operation {asked}' is unknown. It is one of: run, publish.");
    }
}
