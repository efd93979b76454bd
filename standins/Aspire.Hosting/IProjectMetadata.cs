using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Where a project is; implemented by the classes generated from the AppHost's project references.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>Full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>Launch settings to use in place of <c>Properties/launchSettings.json</c>.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>Whether the project is built already.</summary>
    bool SuppressBuild => false;
}

/// <summary>A project's <c>launchSettings.json</c>.</summary>
public sealed class LaunchSettings
{
    /// <summary>The profiles by name.</summary>
    public Dictionary<string, LaunchProfile> Profiles { get; set; } = [];
}

/// <summary>One profile of a project's <c>launchSettings.json</c>.</summary>
public sealed class LaunchProfile
{
    /// <summary>"Project" for a profile that runs the project itself.</summary>
    public string? CommandName { get; set; }

    /// <summary>Arguments for the program.</summary>
    public string? CommandLineArgs { get; set; }

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string? ApplicationUrl { get; set; }

    /// <summary>Environment variables for the program.</summary>
    public Dictionary<string, string> EnvironmentVariables { get; set; } = [];
}
