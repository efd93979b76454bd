using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>An application that is ready to run.</summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    private const int FailedPipeline = 1;

    private readonly IHost _host;
    private readonly BuilderInterceptor? _interceptor;

    /// <summary>Wraps a host.</summary>
    public DistributedApplication(IHost host)
        : this(host, null)
    {
    }

    internal DistributedApplication(IHost host, BuilderInterceptor? interceptor)
    {
        _host = host;
        _interceptor = interceptor;
    }

    /// <summary>The application's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The states of its resources.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Executes commands on its resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    private bool CalledByProgram => _interceptor is { IsProgram: true };

    /// <summary>Starts to describe an application.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Starts to describe an application for a command line.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>Starts to describe an application.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) =>
        new DistributedApplicationBuilder(options);

    /// <summary>Starts the application; returns when all that waits for nothing has been started.</summary>
    public virtual Task StartAsync(CancellationToken cancellationToken = default) =>
        CalledByProgram ? _interceptor!.RunAsync(this, cancellationToken) : _host.StartAsync(cancellationToken);

    /// <summary>Stops the application and everything it has started.</summary>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) =>
        CalledByProgram ? Task.CompletedTask : _host.StopAsync(cancellationToken);

    /// <summary>Runs the application until it is told to stop.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (CalledByProgram)
        {
            await _interceptor!.RunAsync(this, cancellationToken).ConfigureAwait(false);
            return;
        }

        // Asked for now: running ends with the host disposed of.
        var pipeline = Services.GetService<PipelineRunner>();
        await _host.RunAsync(cancellationToken).ConfigureAwait(false);
        if (pipeline is { HasFailed: true })
            EndBadly(pipeline);
    }

    /// <summary>The reason has been told: a program ends with an exit code, a test gets the exception.</summary>
    private void EndBadly(PipelineRunner pipeline)
    {
        if (_interceptor is null)
            Environment.Exit(FailedPipeline);
        throw pipeline.Failure ?? new DistributedApplicationException("The pipeline failed.");
    }

    /// <summary>Runs the application until it is told to stop.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        if (CalledByProgram)
            return;
        _host.Dispose();
        _interceptor?.Ended();
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (CalledByProgram)
            return;
        // Disposing without stopping would leave the processes to the guard.
        await _host.StopAsync().ConfigureAwait(false);
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync().ConfigureAwait(false);
        else
            _host.Dispose();
        _interceptor?.Ended();
    }
}
