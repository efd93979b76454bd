using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A command that is being executed.</summary>
public sealed class ExecuteCommandContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The resource's id.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Ends the command.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Writes to the resource's log.</summary>
    public required ILogger Logger { get; init; }
}

/// <summary>How a command ended.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Whether it succeeded.</summary>
    public required bool Success { get; init; }

    /// <summary>Whether it was given up.</summary>
    public bool Canceled { get; init; }

    /// <summary>What to tell the user.</summary>
    public string? Message { get; init; }

    /// <summary>Why it failed.</summary>
    public string? ErrorMessage { get; init; }
}

/// <summary>Makes results of commands.</summary>
public static class CommandResults
{
    /// <summary>It succeeded.</summary>
    public static ExecuteCommandResult Success() => new() { Success = true };

    /// <summary>It succeeded, with something to say.</summary>
    public static ExecuteCommandResult Success(string message) => new() { Success = true, Message = message };

    /// <summary>It failed.</summary>
    public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, ErrorMessage = errorMessage };

    /// <summary>It failed.</summary>
    public static ExecuteCommandResult Failure(Exception exception) => Failure(exception.Message);

    /// <summary>It was given up.</summary>
    public static ExecuteCommandResult Canceled() => new() { Success = false, Canceled = true };
}

/// <summary>Commands that every process has.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts it.</summary>
    public static readonly string StartCommand = "start";

    /// <summary>Stops it.</summary>
    public static readonly string StopCommand = "stop";

    /// <summary>Stops it and starts it.</summary>
    public static readonly string RestartCommand = "restart";
}
