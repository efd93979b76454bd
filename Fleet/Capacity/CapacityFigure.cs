namespace Fleet;

/// <summary>What one replica of a unit does at one size.</summary>
/// <param name="Latency">Time of one request on an idle replica.</param>
/// <param name="Rate">Requests a minute at its breaking point.</param>
/// <param name="Assumed">True until the figure is measured: said so in the file, or taken from the line between others.</param>
public readonly record struct CapacityFigure(TimeSpan Latency, PerMinute Rate, bool Assumed = false);
