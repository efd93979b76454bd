namespace Gateway.Units;

/// <summary>What the gateway knows of a worker.</summary>
internal enum WorkerState
{
    /// <summary>Not there yet, or there and not ready: loading, or draining.</summary>
    Starting,

    /// <summary>Gets requests.</summary>
    Ready,

    /// <summary>Was ready and is gone, says that its model failed, or did not start in time.</summary>
    Failed,
}

/// <summary>What the gateway knows of a unit.</summary>
internal enum UnitState
{
    /// <summary>One worker or more is ready.</summary>
    Ready,

    /// <summary>None is ready, and one may become so.</summary>
    Starting,

    /// <summary>Taken out by hand.</summary>
    Drained,

    /// <summary>The cloud has no more of it; the workers that it has go on serving.</summary>
    Short,

    /// <summary>It has gone to no replica, as it may, and comes when it is asked for.</summary>
    Asleep,

    /// <summary>No worker is to be expected.</summary>
    Failed,
}
