namespace Aspire.Hosting;

/// <summary>What is being done with the application.</summary>
public class DistributedApplicationExecutionContext
{
    private IServiceProvider? _services;

    /// <summary>Says what.</summary>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation) => Operation = operation;

    /// <summary>Run or publish.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>It is published.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <summary>It runs.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    /// <summary>The application's services.</summary>
    /// <exception cref="InvalidOperationException">The application is not built yet.</exception>
    public IServiceProvider ServiceProvider => _services
        ?? throw new InvalidOperationException("The services are there once the application is built.");

    internal void Attach(IServiceProvider services) => _services = services;
}

/// <summary>What can be done with an application.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>Run it here.</summary>
    Run,

    /// <summary>Write what another place needs to run it.</summary>
    Publish,
}
