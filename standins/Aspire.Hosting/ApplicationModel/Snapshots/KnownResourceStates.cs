namespace Aspire.Hosting.ApplicationModel;

/// <summary>States that the dashboard knows.</summary>
public static class KnownResourceStates
{
    /// <summary>About to run.</summary>
    public static readonly string Starting = "Starting";

    /// <summary>Running.</summary>
    public static readonly string Running = "Running";

    /// <summary>Could not be started.</summary>
    public static readonly string FailedToStart = "FailedToStart";

    /// <summary>About to end.</summary>
    public static readonly string Stopping = "Stopping";

    /// <summary>Ended.</summary>
    public static readonly string Exited = "Exited";

    /// <summary>Ended by itself or by command.</summary>
    public static readonly string Finished = "Finished";

    /// <summary>Waits for others.</summary>
    public static readonly string Waiting = "Waiting";

    /// <summary>Waits for somebody to start it.</summary>
    public static readonly string NotStarted = "NotStarted";

    /// <summary>A parameter that nobody gave.</summary>
    public static readonly string ValueMissing = "ValueMissing";

    /// <summary>States that nothing follows by itself.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}

/// <summary>Colours of states.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>Good.</summary>
    public static readonly string Success = "success";

    /// <summary>Bad.</summary>
    public static readonly string Error = "error";

    /// <summary>Neutral.</summary>
    public static readonly string Info = "info";

    /// <summary>Doubtful.</summary>
    public static readonly string Warn = "warning";
}
