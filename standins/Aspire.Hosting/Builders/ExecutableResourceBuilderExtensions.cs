using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;

namespace Aspire.Hosting;

/// <summary>Adds programs.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>Adds a program with its arguments; the working directory may be relative to the AppHost's.</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args)
    {
        var directory = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, workingDirectory));
        return builder.AddResource(new ExecutableResource(name, command, directory))
            .WithArgs(args ?? [])
            .AsProcess();
    }
}
