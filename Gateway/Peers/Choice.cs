using System.Text.Json.Serialization;

namespace Gateway.Peers;

/// <summary>What somebody may set by hand.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChoiceKind>))]
internal enum ChoiceKind
{
    /// <summary>The mode; the value is its name.</summary>
    [JsonStringEnumMemberName("mode")] Mode,

    /// <summary>Whether a unit is drained; the value is <c>true</c> or <c>false</c>.</summary>
    [JsonStringEnumMemberName("drained")] Drained,

    /// <summary>Whether the cloud has room for a unit; the value is <c>true</c> or <c>false</c>.</summary>
    [JsonStringEnumMemberName("available")] Available,
}

/// <summary>Something that was set by hand at one gateway and holds at all: of two about the same thing the later one wins, everywhere.</summary>
/// <param name="Unit">The unit that it is about; null: the fleet.</param>
/// <param name="Time">Milliseconds since 1970 by the clock of the gateway that was told, and more than those of every choice that it knew.</param>
/// <param name="By">That gateway, which decides between two of one time.</param>
internal sealed record Choice(ChoiceKind Kind, string? Unit, string Value, string Reason, long Time, string By)
{
    [JsonIgnore]
    public (ChoiceKind, string?) Subject => (Kind, Unit);

    /// <summary>When, as others tell the time.</summary>
    [JsonIgnore]
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds(Time);

    /// <summary>Whether everything is there and can be; a time that is none would win for ever.</summary>
    public bool IsWhole() => Enum.IsDefined(Kind) && this is { Value: not null, Reason: not null, By: not null } && Time >= 0 && Time < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public bool IsAfter(Choice other) => Time != other.Time ? Time > other.Time : string.CompareOrdinal(By, other.By) > 0;
}
