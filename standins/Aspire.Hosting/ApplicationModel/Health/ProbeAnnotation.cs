namespace Aspire.Hosting.ApplicationModel;

/// <summary>A question that tells how a resource does, asked where it is deployed.</summary>
public abstract class ProbeAnnotation : IResourceAnnotation
{
    /// <summary>What the answer decides.</summary>
    public required ProbeType Type { get; init; }

    /// <summary>Seconds before the first question.</summary>
    public int InitialDelaySeconds { get; init; } = 5;

    /// <summary>Seconds between questions.</summary>
    public int PeriodSeconds { get; init; } = 5;

    /// <summary>Seconds to answer.</summary>
    public int TimeoutSeconds { get; init; } = 1;

    /// <summary>Bad answers in a row that count.</summary>
    public int FailureThreshold { get; init; } = 3;

    /// <summary>Good answers in a row that count.</summary>
    public int SuccessThreshold { get; init; } = 1;
}

/// <summary>A question over HTTP.</summary>
public class EndpointProbeAnnotation : ProbeAnnotation
{
    /// <summary>Whom to ask.</summary>
    public required EndpointReference EndpointReference { get; init; }

    /// <summary>The path that is asked.</summary>
    public required string Path { get; init; }
}

/// <summary>What a probe decides.</summary>
public enum ProbeType
{
    /// <summary>Whether the resource has started.</summary>
    Startup,

    /// <summary>Whether it can take requests.</summary>
    Readiness,

    /// <summary>Whether it has to be started anew.</summary>
    Liveness,
}
