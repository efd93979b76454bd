namespace Gateway.Units;

/// <summary>What came of asking a worker whether it is ready.</summary>
internal enum ProbeOutcome
{
    /// <summary>200.</summary>
    Ready,

    /// <summary>Answered, and is not ready.</summary>
    NotReady,

    /// <summary>Answered that it will not become ready.</summary>
    Failed,

    /// <summary>Nobody there.</summary>
    Refused,

    /// <summary>No answer in time.</summary>
    Late,
}

/// <summary>What came of asking a worker whether it is ready, and why.</summary>
internal readonly record struct ProbeResult(ProbeOutcome Outcome, string Reason)
{
    /// <summary>What it said beside; null: nothing.</summary>
    public WorkerReport? Report { get; init; }
}
