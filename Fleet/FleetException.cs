namespace Fleet;

/// <summary>One thing wrong in a fleet file.</summary>
/// <param name="Path">JSON path of it: <c>$.units.flux-trn1.devices</c>.</param>
/// <param name="Message">What was given, and what is allowed.</param>
public sealed record FleetProblem(string Path, string Message)
{
    /// <summary>Path and message on one line.</summary>
    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>A fleet file cannot be used. The message lists everything that is wrong with it, a line each.</summary>
public sealed class FleetException : Exception
{
    /// <summary>Says what is wrong with <paramref name="source"/>.</summary>
    public FleetException(string source, IReadOnlyList<FleetProblem> problems)
        : base($"{source} has {(problems.Count == 1 ? "a problem" : $"{problems.Count} problems")}:\n{string.Join('\n', problems.Select(problem => "  " + problem))}") =>
        Problems = problems;

    /// <summary>All of them, in the order of the file.</summary>
    public IReadOnlyList<FleetProblem> Problems { get; }
}
