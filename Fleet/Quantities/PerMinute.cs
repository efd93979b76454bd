using System.Globalization;

namespace Fleet;

/// <summary>A rate of requests (pictures, completions) a minute.</summary>
/// <param name="Value">Requests a minute, not negative.</param>
public readonly record struct PerMinute(double Value) : IComparable<PerMinute>
{
    /// <summary>What one at a time makes when each takes <paramref name="latency"/>.</summary>
    public static PerMinute OneAtATime(TimeSpan latency) => new(60 / latency.TotalSeconds);

    /// <inheritdoc />
    public int CompareTo(PerMinute other) => Value.CompareTo(other.Value);

    /// <summary>As <c>19.2/min</c>, in the invariant culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.##}/min");
}
