using System.Reflection;

namespace Aspire.Hosting.Orchestration;

/// <summary>What the AppHost's build wrote into its assembly.</summary>
internal static class AppHostMetadata
{
    public const string ProjectDirectory = "apphostprojectpath";
    public const string ProjectName = "apphostprojectname";
    public const string AspireVersion = "aspireversion";
    public const string DashboardPath = "aspiredashboardpath";

    private const string ProjectOutput = "apphostprojectoutput:";

    public static string? Read(Assembly? assembly, string key) => assembly?
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(attribute => string.Equals(attribute.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>The assembly that a referenced project was built to, known since it was built together with the AppHost.</summary>
    public static string? ReadProjectOutput(Assembly? assembly, string projectPath) => Read(assembly, ProjectOutput + projectPath);
}
