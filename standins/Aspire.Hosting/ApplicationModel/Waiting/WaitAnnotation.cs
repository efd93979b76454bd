namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource waits for another before it starts.</summary>
public class WaitAnnotation : IResourceAnnotation
{
    /// <summary>Says so.</summary>
    public WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0)
    {
        Resource = resource;
        WaitType = waitType;
        ExitCode = exitCode;
    }

    /// <summary>The other.</summary>
    public IResource Resource { get; }

    /// <summary>What it waits for.</summary>
    public WaitType WaitType { get; }

    /// <summary>The exit code that is expected.</summary>
    public int ExitCode { get; }

    /// <summary>What happens when the other fails; null for the application's default.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}

/// <summary>What a resource waits for.</summary>
public enum WaitType
{
    /// <summary>Until the other runs and is healthy.</summary>
    WaitUntilHealthy,

    /// <summary>Until the other has ended.</summary>
    WaitForCompletion,

    /// <summary>Until the other runs.</summary>
    WaitUntilStarted,
}

/// <summary>What happens when the awaited resource fails.</summary>
public enum WaitBehavior
{
    /// <summary>The wait goes on: somebody may start it again.</summary>
    WaitOnResourceUnavailable,

    /// <summary>The waiting resource fails too.</summary>
    StopOnResourceUnavailable,
}
