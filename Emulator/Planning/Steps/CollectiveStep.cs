using Emulator.Ir;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Memory;

namespace Emulator.Planning.Steps;

/// <summary>An exchange between devices: inputs first, then as many outputs.</summary>
/// <param name="Kind">Which collective.</param>
/// <param name="Groups">Processes (replica * partitions + partition) that exchange with each other, in order; for a permutation pairs source, target.</param>
/// <param name="Types">Element type of each input.</param>
/// <param name="Dims">Dimensions of each input.</param>
/// <param name="Dimension">Gathered, scattered or split dimension; <paramref name="Second"/> the one an all_to_all joins along.</param>
/// <param name="Combine">For reductions: one element of the result from one of each side, run over ranges.</param>
internal sealed record CollectiveStep(
    BufferRef[] Buffers, OpKind Kind, int[][] Groups, ElementType[] Types, long[][] Dims, int Dimension, int Second, TileProgram[] Combine) : PlanStep(Buffers);
