namespace Aspire.Hosting;

/// <summary>How an application is built.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly; the entry assembly when null.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>The AppHost project's folder; what the assembly says when null.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>Whether there is no dashboard.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>The application's name in the dashboard.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>Whether the console may show what resources write.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>Whether http will do for the dashboard.</summary>
    public bool AllowUnsecuredTransport { get; set; }
}
