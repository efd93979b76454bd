using Emulator.Ir;
using Emulator.Kernels.Movement;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Memory;

namespace Emulator.Planning.Steps;

/// <summary>An exchange between devices: inputs, as many outputs, and for a reduce_scatter as many scratch buffers.</summary>
/// <param name="Kind">Which collective.</param>
/// <param name="Groups">Processes (replica * partitions + partition) that exchange with each other, in order; for a permutation pairs source, target.</param>
/// <param name="Tensors">One for each input.</param>
internal sealed record CollectiveStep(BufferRef[] Buffers, OpKind Kind, int[][] Groups, ExchangedTensor[] Tensors) : PlanStep(Buffers);

/// <summary>What is done with one tensor.</summary>
/// <param name="InputBytes">Size of the input; <paramref name="OutputBytes"/> of the output.</param>
/// <param name="Part">What member j gives member i, shifted in the source by i * <paramref name="FromStep"/> and in the target by j * <paramref name="ToStep"/> bytes.</param>
/// <param name="Combine">For reductions: one element of the result from one of each side, in the buffers a, b, result.</param>
internal sealed record ExchangedTensor(long InputBytes, long OutputBytes, CopyShape Part, long FromStep, long ToStep, TileProgram[] Combine);
