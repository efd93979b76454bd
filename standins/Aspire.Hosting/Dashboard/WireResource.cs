using System.Collections;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Wire;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Dashboard;

/// <summary>A resource's state as the dashboard takes it.</summary>
internal static class WireResource
{
    public static ResourceView From(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        var resource = new ResourceView
        {
            Name = change.ResourceId,
            DisplayName = change.Resource.Name,
            ResourceType = snapshot.ResourceType,
            Uid = change.ResourceId,
            CreatedAt = Time(snapshot.CreationTimeStamp ?? DateTime.UnixEpoch),
            StartedAt = Time(snapshot.StartTimeStamp),
            StoppedAt = Time(snapshot.StopTimeStamp),
            IsHidden = snapshot.IsHidden,
            SupportsDetailedTelemetry = true,
        };
        if (snapshot.State is { } state)
        {
            resource.State = state.Text;
            if (state.Style is { } style)
                resource.StateStyle = style;
        }

        if (snapshot.IconName is { } icon)
        {
            resource.IconName = icon;
            resource.IconVariant = (int)(snapshot.IconVariant ?? IconVariant.Regular);
        }

        resource.Environment.AddRange(snapshot.EnvironmentVariables.Select(variable =>
            new Variable { Name = variable.Name, Value = variable.Value ?? "", IsFromSpec = variable.IsFromSpec }));
        resource.Properties.AddRange(snapshot.Properties.Select(property =>
            new Property { Name = property.Name, Value = Value(property.Value), IsSensitive = property.IsSensitive }));
        resource.Urls.AddRange(snapshot.Urls.Select(From));
        resource.HealthReports.AddRange(snapshot.HealthReports.Select(From));
        resource.Commands.AddRange(snapshot.Commands.Select(From));
        resource.Relationships.AddRange(snapshot.Relationships.Select(relation =>
            new Relation { ResourceName = relation.ResourceName, Type = relation.Type }));
        return resource;
    }

    private static Url From(UrlSnapshot url)
    {
        // The dashboard refuses the whole stream when the display properties are missing.
        var shown = new Url
        {
            FullUrl = url.Url,
            IsInternal = url.IsInternal,
            IsInactive = url.IsInactive,
            DisplayProperties = new UrlDisplay { DisplayName = url.DisplayProperties.DisplayName, SortOrder = url.DisplayProperties.SortOrder },
        };
        if (url.Name is { } name)
            shown.EndpointName = name;
        return shown;
    }

    private static Health From(HealthReportSnapshot report)
    {
        var health = new Health
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = Time(report.LastRunAt),
        };
        if (report.Status is { } status)
        {
            health.Status = status switch
            {
                HealthStatus.Healthy => 0,
                HealthStatus.Unhealthy => 1,
                _ => 2,
            };
        }

        return health;
    }

    private static Command From(ResourceCommandSnapshot command)
    {
        var shown = new Command
        {
            Name = command.Name,
            DisplayName = command.DisplayName,
            IsHighlighted = command.IsHighlighted,
            State = (int)command.State,
        };
        if (command.ConfirmationMessage is { } confirmation)
            shown.ConfirmationMessage = confirmation;
        if (command.DisplayDescription is { } description)
            shown.DisplayDescription = description;
        if (command.IconName is { } icon)
        {
            shown.IconName = icon;
            shown.IconVariant = (int)(command.IconVariant ?? IconVariant.Regular);
        }

        return shown;
    }

    private static Value Value(object? value) => value switch
    {
        null => Google.Protobuf.WellKnownTypes.Value.ForNull(),
        string text => Google.Protobuf.WellKnownTypes.Value.ForString(text),
        IEnumerable items => Google.Protobuf.WellKnownTypes.Value.ForList([.. items.Cast<object?>().Select(Value)]),
        _ => Google.Protobuf.WellKnownTypes.Value.ForString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static Timestamp? Time(DateTime? time) =>
        time is { } known ? Timestamp.FromDateTime(DateTime.SpecifyKind(known, DateTimeKind.Utc)) : null;
}
