using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Passes a test's wishes on to the builder of the application.</summary>
internal abstract class TestingBuilder(DistributedApplicationBuilder inner) : IDistributedApplicationTestingBuilder
{
    public ConfigurationManager Configuration => Inner.Configuration;

    public string AppHostDirectory => Inner.AppHostDirectory;

    public Assembly? AppHostAssembly => Inner.AppHostAssembly;

    public IHostEnvironment Environment => Inner.Environment;

    public IServiceCollection Services => Inner.Services;

    public IDistributedApplicationEventing Eventing => Inner.Eventing;

    public DistributedApplicationExecutionContext ExecutionContext => Inner.ExecutionContext;

    public IDistributedApplicationPipeline Pipeline => Inner.Pipeline;

    public IResourceCollection Resources => Inner.Resources;

    protected DistributedApplicationBuilder Inner => inner;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource => Inner.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => Inner.CreateResourceBuilder(resource);

    public DistributedApplication Build() => Task.Run(() => BuildAsync()).GetAwaiter().GetResult();

    public abstract Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);

    public abstract void Dispose();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>The builder of a program that stands at its Build.</summary>
internal sealed class SuspendedBuilder(DistributedApplicationBuilder inner, ProgramUnderTest program) : TestingBuilder(inner)
{
    private bool _isBuilt;

    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
    {
        _isBuilt = true;
        return program.BuildAsync(cancellationToken);
    }

    public override void Dispose()
    {
        if (!_isBuilt)
            program.Abandon();
    }
}

/// <summary>A builder that the test made itself.</summary>
internal sealed class OwnBuilder(DistributedApplicationBuilder inner) : TestingBuilder(inner)
{
    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => Task.FromResult(Inner.Build());

    public override void Dispose()
    {
    }
}
