using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives a resource environment variables when it starts.</summary>
public class EnvironmentCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Gives one variable.</summary>
    public EnvironmentCallbackAnnotation(string name, Func<string> callback)
        : this(context => context.EnvironmentVariables[name] = callback())
    {
    }

    /// <summary>Gives any variables.</summary>
    public EnvironmentCallbackAnnotation(Action<EnvironmentCallbackContext> callback)
        : this(context =>
        {
            callback(context);
            return Task.CompletedTask;
        })
    {
    }

    /// <summary>Gives any variables.</summary>
    public EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback) => Callback = callback;

    /// <summary>Adds the variables.</summary>
    public Func<EnvironmentCallbackContext, Task> Callback { get; }
}

/// <summary>The environment variables of a resource that is about to start.</summary>
public class EnvironmentCallbackContext
{
    /// <summary>Starts collecting.</summary>
    public EnvironmentCallbackContext(
        DistributedApplicationExecutionContext executionContext,
        IResource resource,
        Dictionary<string, object>? environmentVariables = null,
        CancellationToken cancellationToken = default)
    {
        ExecutionContext = executionContext;
        Resource = resource;
        EnvironmentVariables = environmentVariables ?? [];
        CancellationToken = cancellationToken;
    }

    /// <summary>Whether the application runs or is published.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The resource.</summary>
    public IResource Resource { get; }

    /// <summary>Strings and values known later, by variable.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; }

    /// <summary>Ends the wait for values.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Writes to the resource's log.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;
}
