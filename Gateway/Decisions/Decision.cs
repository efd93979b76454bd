using System.Text.Json.Serialization;

namespace Gateway.Decisions;

/// <summary>What was decided about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecisionKind>))]
internal enum DecisionKind
{
    /// <summary>How weights are computed.</summary>
    [JsonStringEnumMemberName("mode")] Mode,

    /// <summary>A unit is short of capacity, or no more.</summary>
    [JsonStringEnumMemberName("capacity")] Capacity,

    /// <summary>A worker gets no more requests.</summary>
    [JsonStringEnumMemberName("ejection")] Ejection,

    /// <summary>A worker gets requests again.</summary>
    [JsonStringEnumMemberName("return")] Return,

    /// <summary>A unit was drained or taken back by hand.</summary>
    [JsonStringEnumMemberName("unit")] Unit,

    /// <summary>The units' parts of the requests for a model and size.</summary>
    [JsonStringEnumMemberName("weights")] Weights,

    /// <summary>The budget was passed, or is kept again.</summary>
    [JsonStringEnumMemberName("budget")] Budget,

    /// <summary>Configuration was read again, or refused.</summary>
    [JsonStringEnumMemberName("configuration")] Configuration,
}

/// <summary>Something that the gateway, or somebody through it, decided; what routing does follows from these.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Unit">The unit that it concerns; null: the fleet.</param>
/// <param name="What">What is so from now on: "cost → capacity".</param>
/// <param name="Reason">Why, for a reader.</param>
/// <param name="Inputs">What it was decided from: an object of plain values that change no more.</param>
internal sealed record Decision(DecisionKind Kind, string? Unit, string What, string Reason, object? Inputs = null)
{
    /// <summary>Whether somebody should do something about it.</summary>
    [JsonIgnore]
    public bool IsWarning { get; init; }

    /// <summary>Grows by one with each; given by the log.</summary>
    public long Id { get; init; }

    /// <summary>When it was made; given by the log.</summary>
    public DateTimeOffset Time { get; init; }
}
