using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>How a resource's process is started.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments, those that only start a .NET assembly included.</param>
/// <param name="WorkingDirectory">Where it runs.</param>
/// <param name="Environment">Variables beyond those it inherits.</param>
/// <param name="Shown">The same as the dashboard may show them: secrets masked.</param>
internal sealed record LaunchPlan(
    string FileName,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<EnvironmentVariableSnapshot> Shown);
