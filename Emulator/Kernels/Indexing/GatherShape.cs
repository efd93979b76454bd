using Emulator.Ir;
using Emulator.Kernels.Movement;

namespace Emulator.Kernels.Indexing;

/// <summary>
/// Slices of a tensor taken at computed places, as strides: one slice for each batch position.
/// </summary>
/// <param name="Batch">Dimensions of the indices but the one that holds index vectors.</param>
/// <param name="BatchIndex">Strides of the indices over the batch, <paramref name="IndexStride"/> along an index vector.</param>
/// <param name="BatchOperand">Strides of the operand over the batch, for dimensions that are batched there too; else 0.</param>
/// <param name="BatchOutput">Strides of the output over the batch.</param>
/// <param name="Starts">For each element of an index vector the operand's stride, and the largest start that keeps the slice inside.</param>
/// <param name="Strict">A start outside of 0 and the limit is an error; else it is clamped.</param>
internal sealed record GatherShape(
    ElementType IndexType, long[] Batch, long[] BatchIndex, long[] BatchOperand, long[] BatchOutput, long IndexStride,
    IndexTarget[] Starts, CopyShape Slice, bool Strict);

/// <summary>What an element of an index vector moves along.</summary>
/// <param name="Limit">Gather: the largest start. Scatter: the size of the dimension.</param>
internal readonly record struct IndexTarget(long Stride, long Limit);
