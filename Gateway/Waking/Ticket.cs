using Gateway.Routing;
using Gateway.Units;

namespace Gateway.Waking;

/// <summary>A request's place among those that wait: who came first is first, however often it was turned away since.</summary>
internal sealed class Ticket(Target target, long number, long arrival)
{
    public Target Target => target;

    public long Number => number;

    /// <summary>When the request came, by the clock's timestamp.</summary>
    public long Arrival => arrival;

    /// <summary>Whether a unit counts it as arrived there already.</summary>
    public bool HasArrived { get; set; }

    /// <summary>The unit whose load it is while it waits.</summary>
    public LiveUnit? Unit { get; set; }
}

/// <summary>How a wait ended.</summary>
internal enum WaitEnd
{
    /// <summary>It may be tried: something has changed.</summary>
    Turn,

    /// <summary>It has waited as long as it may.</summary>
    TimedOut,

    /// <summary>The gateway is about to stop.</summary>
    Closed,
}
