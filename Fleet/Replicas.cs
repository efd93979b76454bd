namespace Fleet;

/// <summary>How many workers a unit has.</summary>
/// <param name="Local">On a development machine.</param>
/// <param name="Min">At least, in the cluster.</param>
/// <param name="Max">At most, in the cluster.</param>
public sealed record Replicas(int Local = 1, int Min = 1, int Max = 8);
