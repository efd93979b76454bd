using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>The states of a process. None has a style: the dashboard colours them by health and exit code.</summary>
internal static class SnapshotStates
{
    public static CustomResourceSnapshot AsWaiting(this CustomResourceSnapshot snapshot) =>
        snapshot.Idle() with { State = KnownResourceStates.Waiting, ExitCode = null };

    public static CustomResourceSnapshot AsNotStarted(this CustomResourceSnapshot snapshot) =>
        snapshot.Idle() with { State = KnownResourceStates.NotStarted };

    public static CustomResourceSnapshot AsStarting(this CustomResourceSnapshot snapshot) => snapshot.Idle() with
    {
        State = KnownResourceStates.Starting,
        ExitCode = null,
        StartTimeStamp = null,
        StopTimeStamp = null,
        HealthReports = [.. snapshot.HealthReports.Select(report => new HealthReportSnapshot(report.Name, null, null, null))],
        Properties = snapshot.Properties.Without(PropertyNames.ExitCode),
    };

    public static CustomResourceSnapshot AsRunning(this CustomResourceSnapshot snapshot, LaunchPlan plan, int processId, TimeProvider time) => snapshot with
    {
        State = KnownResourceStates.Running,
        StartTimeStamp = time.GetUtcNow().UtcDateTime,
        EnvironmentVariables = [.. plan.Shown],
        Urls = [.. snapshot.Urls.Select(url => url with { IsInactive = false })],
        Properties = snapshot.Properties
            .With(PropertyNames.ExecutablePath, plan.FileName)
            .With(PropertyNames.WorkingDirectory, plan.WorkingDirectory)
            .With(PropertyNames.Arguments, plan.Arguments)
            .With(PropertyNames.ProcessId, processId),
    };

    public static CustomResourceSnapshot AsFinished(this CustomResourceSnapshot snapshot, int exitCode, TimeProvider time) => snapshot.Idle() with
    {
        State = KnownResourceStates.Finished,
        ExitCode = exitCode,
        StopTimeStamp = time.GetUtcNow().UtcDateTime,
        Properties = snapshot.Properties.Without(PropertyNames.ProcessId).With(PropertyNames.ExitCode, exitCode),
    };

    public static CustomResourceSnapshot AsFailedToStart(this CustomResourceSnapshot snapshot, TimeProvider time) => snapshot.Idle() with
    {
        State = KnownResourceStates.FailedToStart,
        StopTimeStamp = time.GetUtcNow().UtcDateTime,
        Properties = snapshot.Properties.Without(PropertyNames.ProcessId),
    };

    private static CustomResourceSnapshot Idle(this CustomResourceSnapshot snapshot) =>
        snapshot with { Urls = [.. snapshot.Urls.Select(url => url with { IsInactive = true })] };

    private static ImmutableArray<ResourcePropertySnapshot> With(
        this ImmutableArray<ResourcePropertySnapshot> properties, string name, object value) =>
        [.. properties.Without(name), new ResourcePropertySnapshot(name, value)];

    private static ImmutableArray<ResourcePropertySnapshot> Without(this ImmutableArray<ResourcePropertySnapshot> properties, string name) =>
        [.. properties.Where(property => property.Name != name)];
}

/// <summary>Properties that the dashboard knows.</summary>
internal static class PropertyNames
{
    public const string ProjectPath = "project.path";
    public const string ExecutablePath = "executable.path";
    public const string ProcessId = "executable.pid";
    public const string WorkingDirectory = "executable.workDir";
    public const string Arguments = "executable.args";
    public const string Source = "resource.source";
    public const string ExitCode = "resource.exitCode";
    public const string ParameterValue = "Value";
}
