namespace Gateway.Peers;

/// <summary>Another replica of this gateway, and what it last said.</summary>
/// <param name="Address">Where it was asked.</param>
/// <param name="View">What it said.</param>
/// <param name="Time">When, by the clock's timestamp.</param>
internal sealed record Peer(string Address, ReplicaView View, long Time);
