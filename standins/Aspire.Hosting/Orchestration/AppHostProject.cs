using System.Reflection;

namespace Aspire.Hosting.Orchestration;

/// <summary>The project that describes the application.</summary>
internal sealed record AppHostProject(Assembly? Assembly, string Directory)
{
    public string Name => Assembly?.GetName().Name ?? "AppHost";
}
