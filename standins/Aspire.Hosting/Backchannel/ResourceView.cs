using System.Collections;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Backchannel;

/// <summary>A resource as the Aspire CLI takes it. Every list is sent, even an empty one: the CLI counts on that.</summary>
internal static class ResourceView
{
    public static object From(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        return new
        {
            Name = change.ResourceId,
            DisplayName = change.Resource.Name,
            // Older and newer names of the same.
            snapshot.ResourceType,
            Type = snapshot.ResourceType,
            State = snapshot.State?.Text,
            StateStyle = snapshot.State?.Style,
            HealthStatus = snapshot.HealthStatus?.ToString(),
            snapshot.ExitCode,
            CreatedAt = Utc(snapshot.CreationTimeStamp),
            StartedAt = Utc(snapshot.StartTimeStamp),
            StoppedAt = Utc(snapshot.StopTimeStamp),
            Urls = snapshot.Urls.Where(url => !url.IsInactive).Select(From).ToArray(),
            Relationships = snapshot.Relationships.ToArray(),
            HealthReports = snapshot.HealthReports.Select(From).ToArray(),
            Volumes = Array.Empty<object>(),
            EnvironmentVariables = snapshot.EnvironmentVariables.ToArray(),
            Properties = snapshot.Properties.ToDictionary(property => property.Name, Text),
            snapshot.IsHidden,
            Commands = snapshot.Commands.Select(From).ToArray(),
        };
    }

    /// <summary>What <c>aspire run</c> lists where it cannot open a browser.</summary>
    public static object StateOf(ResourceEvent change) => new
    {
        Resource = change.Resource.Name,
        Type = change.Snapshot.ResourceType,
        State = change.Snapshot.State?.Text ?? "Unknown",
        Endpoints = change.Resource.Annotations.OfType<EndpointAnnotation>()
            .Select(endpoint => endpoint.AllocatedEndpoint?.UriString).Where(url => url is not null).ToArray(),
        Health = change.Snapshot.HealthStatus?.ToString(),
    };

    private static object From(UrlSnapshot url) => new
    {
        Name = url.Name ?? "",
        url.Url,
        url.IsInternal,
        url.DisplayProperties,
    };

    private static object From(HealthReportSnapshot report) => new
    {
        report.Name,
        Status = report.Status?.ToString(),
        report.Description,
        report.ExceptionText,
    };

    private static object From(ResourceCommandSnapshot command) => new
    {
        command.Name,
        command.DisplayName,
        Description = command.DisplayDescription,
        ArgumentInputs = Array.Empty<object>(),
        Visibility = "UI, Api",
        State = command.State.ToString(),
    };

    private static string? Text(ResourcePropertySnapshot property) => property switch
    {
        { Value: null } => null,
        { IsSensitive: true } => "●●●●●●●●",
        { Value: string text } => text,
        { Value: IEnumerable items } => string.Join(' ', items.Cast<object?>()),
        _ => Convert.ToString(property.Value, CultureInfo.InvariantCulture),
    };

    private static DateTimeOffset? Utc(DateTime? time) =>
        time is { } known ? new DateTimeOffset(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : null;
}
