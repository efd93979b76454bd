using System.Text.Json;

namespace Aspire.Hosting.Orchestration;

/// <summary>The launch profile that a project is run with.</summary>
internal sealed record ProjectLaunchProfile(string Name, LaunchProfile Profile)
{
    private const string NameVariable = "DOTNET_LAUNCH_PROFILE";

    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The asked profile, else that of the AppHost's own profile name, else the first that runs the project.</summary>
    public static ProjectLaunchProfile? Select(IProjectMetadata project, string? name)
    {
        var profiles = (project.LaunchSettings ?? Read(project.ProjectPath)).Profiles
            .Where(profile => profile.Value.CommandName == "Project")
            .ToDictionary(StringComparer.Ordinal);
        if (name is not null && !profiles.ContainsKey(name))
            throw new DistributedApplicationException($"'{project.ProjectPath}' has no launch profile '{name}'. It has: {string.Join(", ", profiles.Keys)}.");
        name ??= Environment.GetEnvironmentVariable(NameVariable) is { } own && profiles.ContainsKey(own) ? own : profiles.Keys.FirstOrDefault();
        return name is null ? null : new ProjectLaunchProfile(name, profiles[name]);
    }

    private static LaunchSettings Read(string projectPath)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
            return new LaunchSettings();
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<LaunchSettings>(file, Lenient) ?? new LaunchSettings();
        }
        catch (JsonException failure)
        {
            throw new DistributedApplicationException($"'{path}' is no launch settings file: {failure.Message}", failure);
        }
    }
}
