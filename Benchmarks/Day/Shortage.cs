namespace Benchmarks.Day;

/// <summary>The cloud has no more than so many replicas of a unit for a while; those beyond are lost when it begins.</summary>
/// <param name="From">Since the start of the load.</param>
/// <param name="Most">Replicas that remain.</param>
internal sealed record Shortage(string Unit, TimeSpan From, TimeSpan Until, int Most)
{
    public bool IsAt(TimeSpan time) => time >= From && time < Until;
}

/// <summary>A day: the load, and what happens on it.</summary>
internal sealed record DayScene(string Name, string Title, Shortage? Shortage)
{
    /// <summary>12:00 is the start.</summary>
    public static IReadOnlyList<DayScene> All { get; } =
    [
        new("clear", "Nothing happens", null),
        new("l4", "L4 capped at one replica from 21:20 to 23:20", new("sd21-l4-triton", At(21, 20), At(23, 20), Most: 1)),
        new("inf2-from-noon", "No inf2 to be had for the day's first quarter, 12:00 to 18:00", new("sd21-inf2", TimeSpan.Zero, At(18, 0), Most: 0)),
        new("inf2-at-peak", "Every inf2 lost without notice at 18:00, none until 24:00", new("sd21-inf2", At(18, 0), At(24, 0), Most: 0)),
    ];

    private static TimeSpan At(int hour, int minute) => new TimeSpan(hour, minute, 0) - TimeSpan.FromHours(12);
}
