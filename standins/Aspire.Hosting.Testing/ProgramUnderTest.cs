using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// An AppHost's program on a thread of its own. It stops at Build until the test wants the application, and at Run until
/// the test is through with it.
/// </summary>
internal sealed class ProgramUnderTest(
    Assembly appHost, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) : BuilderInterceptor
{
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _described = NewSource<DistributedApplicationBuilder>();
    private readonly TaskCompletionSource<bool> _wanted = NewSource<bool>();
    private readonly TaskCompletionSource<DistributedApplication> _built = NewSource<DistributedApplication>();
    private readonly TaskCompletionSource<bool> _ended = NewSource<bool>();

    public Task<DistributedApplicationBuilder> RunToBuildAsync(CancellationToken cancellationToken)
    {
        var thread = new Thread(RunProgram) { IsBackground = true, Name = appHost.GetName().Name };
        thread.Start();
        return _described.Task.WaitAsync(cancellationToken);
    }

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _wanted.TrySetResult(true);
        return _built.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Lets the program go without an application.</summary>
    public void Abandon()
    {
        _wanted.TrySetResult(false);
        _ended.TrySetResult(true);
    }

    public override void Constructing(DistributedApplicationOptions options, HostApplicationBuilderSettings settings) =>
        TestOptions.Apply(appHost, args, configure, options, settings);

    public override void Constructed(DistributedApplicationBuilder builder)
    {
    }

    public override void Building(DistributedApplicationBuilder builder)
    {
        _described.TrySetResult(builder);
        if (!_wanted.Task.GetAwaiter().GetResult())
            throw new OperationCanceledException("The test wants no application.");
    }

    public override void Built(DistributedApplication application) => _built.TrySetResult(application);

    public override Task RunAsync(DistributedApplication application, CancellationToken cancellationToken) =>
        _ended.Task.WaitAsync(cancellationToken);

    public override void Ended() => _ended.TrySetResult(true);

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void RunProgram()
    {
        Current = this;
        Exception reason;
        try
        {
            var main = appHost.EntryPoint ?? throw new InvalidOperationException($"{appHost.GetName().Name} has no entry point.");
            var result = main.Invoke(null, main.GetParameters().Length == 0 ? [] : [args]);
            reason = new InvalidOperationException($"The AppHost ended with {result ?? "nothing"} before it built an application.");
        }
        catch (TargetInvocationException failure)
        {
            reason = failure.InnerException ?? failure;
        }
        catch (InvalidOperationException failure)
        {
            reason = failure;
        }

        _described.TrySetException(reason);
        _built.TrySetException(reason);
        // Nobody may be left to look.
        _ = _described.Task.Exception;
        _ = _built.Task.Exception;
    }
}
