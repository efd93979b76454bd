using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>
/// Lets a test stand between an AppHost's program and the application it builds: it flows with the program's own
/// thread, so that several AppHosts can be tested at once.
/// </summary>
internal abstract class BuilderInterceptor
{
    private static readonly AsyncLocal<BuilderInterceptor?> Flowing = new();

    public static BuilderInterceptor? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    public abstract void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    public abstract void Constructed(DistributedApplicationBuilder builder);

    /// <summary>Returns when the test wants the application built.</summary>
    public abstract void Building(DistributedApplicationBuilder builder);

    public abstract void Built(DistributedApplication application);

    /// <summary>What the program does in place of starting the application: wait until the test is through with it.</summary>
    public abstract Task RunAsync(DistributedApplication application, CancellationToken cancellationToken);

    /// <summary>The test is through with the application.</summary>
    public abstract void Ended();

    /// <summary>Whether the caller is the AppHost's program rather than the test.</summary>
    public bool IsProgram => Current == this;
}
