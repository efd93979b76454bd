namespace Gateway.Planning;

/// <summary>What a replica of one unit costs and holds, for a plan.</summary>
/// <param name="PerMinute">Requests a minute that one replica holds.</param>
/// <param name="DollarsPerHour">Price of one replica.</param>
/// <param name="Running">Replicas that are paid now, ready or starting.</param>
/// <param name="Most">So many there may be; as many as run, while the cloud has no more.</param>
/// <param name="IsLate">It answers later than the target: for when nothing else can be had.</param>
internal readonly record struct ReplicaCost(double PerMinute, double DollarsPerHour, int Running, int Most, bool IsLate = false);
