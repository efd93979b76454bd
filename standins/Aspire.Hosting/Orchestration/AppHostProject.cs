using System.Reflection;

namespace Aspire.Hosting.Orchestration;

/// <summary>The project that describes the application.</summary>
internal sealed record AppHostProject(Assembly? Assembly, string Directory)
{
    public string Name => Assembly?.GetName().Name ?? "AppHost";

    /// <summary>Full path of the project file.</summary>
    public string Path => System.IO.Path.Combine(
        Directory, AppHostMetadata.Read(Assembly, AppHostMetadata.ProjectName) ?? $"{Name}.csproj");

    /// <summary>The version of Aspire that the project was built for.</summary>
    public string AspireVersion => AppHostMetadata.Read(Assembly, AppHostMetadata.AspireVersion) ?? "";
}
