namespace Pjrt;

/// <summary>Memory of one device in bytes; null where the plugin does not say.</summary>
/// <param name="BytesInUse">Allocated now.</param>
/// <param name="PeakBytesInUse">The most that was allocated at once.</param>
/// <param name="Allocations">Number of allocations so far.</param>
/// <param name="LargestAllocation">The largest single allocation.</param>
/// <param name="BytesLimit">What the allocator may use.</param>
public sealed record DeviceMemoryStats(
    long BytesInUse, long? PeakBytesInUse, long? Allocations, long? LargestAllocation, long? BytesLimit);
