namespace Gateway.Peers;

/// <summary>What <c>GET /fleet/replica</c> answers: what one gateway alone knows.</summary>
/// <param name="Id">The gateway, until it ends.</param>
/// <param name="Choices">What was set by hand, the last about each thing.</param>
/// <param name="Units">What it sent to each unit at each size.</param>
/// <param name="Demand">What it was asked for, by model and size.</param>
internal sealed record ReplicaView(string Id, IReadOnlyList<Choice> Choices, IReadOnlyList<UnitCounts> Units, IReadOnlyList<DemandCount> Demand)
{
    /// <summary>Whether everything is there and can be: another version, or something else at the address, may say anything.</summary>
    public bool IsWhole() =>
        Id is { Length: > 0 }
        && Choices?.All(choice => choice is not null && choice.IsWhole()) == true
        && Units?.All(counts => counts is not null && counts.IsWhole()) == true
        && Demand?.All(demand => demand is { Model: not null, Size: not null, Total: >= 0, Held: >= 0 }) == true;
}

/// <summary>What one gateway sent to a unit at a size, which is <c>text</c> for a text model.</summary>
/// <param name="Asked">Requests that arrived for it in the last minute, and those that wait for it.</param>
/// <param name="Answers">Of the last minute.</param>
/// <param name="Seconds">That those took together.</param>
/// <param name="Total">Pictures or texts delivered since the start.</param>
internal sealed record UnitCounts(string Unit, string Size, int Asked, long Answers, double Seconds, long Total)
{
    public bool IsWhole() => this is { Unit: not null, Size: not null, Asked: >= 0, Answers: >= 0, Total: >= 0 } && double.IsFinite(Seconds) && Seconds >= 0;
}

/// <summary>Requests for a model at a size since the start, each once, and those that wait for a unit to wake.</summary>
internal sealed record DemandCount(string Model, string Size, long Total, int Held);
