using Emulator.Planning.Steps;

namespace Emulator.Planning;

/// <summary>A planned program, all of it data.</summary>
/// <param name="Aliases">For each parameter the result that takes its memory, or -1.</param>
/// <param name="ArenaBytes">Scratch memory of one device.</param>
/// <param name="ArenaOffsets">Where each arena buffer starts.</param>
/// <param name="Constants">Bytes of each constant.</param>
internal sealed record Plan(
    TensorData[] Parameters, TensorData[] Results, int[] Aliases, int Replicas, int Partitions,
    long ArenaBytes, long[] ArenaOffsets, byte[][] Constants, PlanStep[] Steps);
