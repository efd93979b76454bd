namespace Gateway.Admission;

/// <summary>What there was too much of.</summary>
internal enum LimitKind
{
    Concurrent,
    Requests,
    Images,
    Tokens,
    Budget,
    Queue,
    QueueTime,

    /// <summary>Of time: the gateway is about to end.</summary>
    Stopping,
}

/// <summary>Why a request is not let in.</summary>
/// <param name="Limit">How much there may be, here; dollars for a budget.</param>
/// <param name="Wait">When it is worth trying again; null: nobody knows.</param>
internal sealed record Refusal(LimitKind Kind, double Limit, TimeSpan? Wait);
