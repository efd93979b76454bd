using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives a resource command-line arguments when it starts.</summary>
public class CommandLineArgsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Gives arguments.</summary>
    public CommandLineArgsCallbackAnnotation(Action<IList<object>> callback)
        : this(context =>
        {
            callback(context.Args);
            return Task.CompletedTask;
        })
    {
    }

    /// <summary>Gives arguments.</summary>
    public CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback) => Callback = callback;

    /// <summary>Adds the arguments.</summary>
    public Func<CommandLineArgsCallbackContext, Task> Callback { get; }
}

/// <summary>The arguments of a resource that is about to start.</summary>
public sealed class CommandLineArgsCallbackContext
{
    /// <summary>Starts collecting.</summary>
    public CommandLineArgsCallbackContext(IList<object> args, IResource? resource, CancellationToken cancellationToken = default)
    {
        Args = args;
        Resource = resource!;
        CancellationToken = cancellationToken;
    }

    /// <summary>Strings and values known later, in order.</summary>
    public IList<object> Args { get; }

    /// <summary>The resource.</summary>
    public IResource Resource { get; }

    /// <summary>Ends the wait for values.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Whether the application runs or is published.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; init; } = new(DistributedApplicationOperation.Run);

    /// <summary>Writes to the resource's log.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
