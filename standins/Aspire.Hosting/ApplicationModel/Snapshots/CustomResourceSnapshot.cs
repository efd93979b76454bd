using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource at one moment, as the dashboard shows it.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>Project, Executable, Parameter …</summary>
    public required string ResourceType { get; init; }

    /// <summary>What it is made of.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When the resource was made known.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When it started last.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When it ended last.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>What it does.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>How it ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The worst of the health reports; none before the resource runs.</summary>
    public HealthStatus? HealthStatus => State?.Text != KnownResourceStates.Running ? null
        : HealthReports.Length == 0 ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
        : HealthReports.Min(report => report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);

    /// <summary>What the health checks said last.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; internal init; } = [];

    /// <summary>What it was started with.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Where it can be reached.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>How it stands to others.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>What can be done with it.</summary>
    public ImmutableArray<ResourceCommandSnapshot> Commands { get; init; } = [];

    /// <summary>Whether it is kept from view.</summary>
    public bool IsHidden { get; init; }

    /// <summary>A Fluent UI icon.</summary>
    public string? IconName { get; init; }

    /// <summary>Its variant.</summary>
    public IconVariant? IconVariant { get; init; }
}

/// <summary>A resource's state and how it is coloured.</summary>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without a colour.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new ResourceStateSnapshot(s, null);
}

/// <summary>A variable that a resource was started with.</summary>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);

/// <summary>An address of a resource.</summary>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>Whether nobody listens there now.</summary>
    public bool IsInactive { get; init; }

    /// <summary>How it is shown.</summary>
    public UrlDisplayPropertiesSnapshot DisplayProperties { get; init; } = new();
}

/// <summary>How an address is shown.</summary>
public sealed record UrlDisplayPropertiesSnapshot(string DisplayName = "", int SortOrder = 0);

/// <summary>How a resource stands to another.</summary>
public sealed record RelationshipSnapshot(string ResourceName, string Type);

/// <summary>Something that a resource is made of.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>Whether it is masked.</summary>
    public bool IsSensitive { get; init; }
}

/// <summary>A command at one moment.</summary>
public sealed record ResourceCommandSnapshot(
    string Name,
    ResourceCommandState State,
    string DisplayName,
    string? DisplayDescription,
    object? Parameter,
    string? ConfirmationMessage,
    string? IconName,
    IconVariant? IconVariant,
    bool IsHighlighted);

/// <summary>A health check's last report; status null before it has run.</summary>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When it ran.</summary>
    public DateTime? LastRunAt { get; init; }
}
