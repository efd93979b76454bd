using Emulator.Ir;
using Emulator.Kernels.Convolutions;
using Emulator.Kernels.Indexing;
using Emulator.Kernels.Movement;
using Emulator.Kernels.Products;
using Emulator.Kernels.Reductions;
using Emulator.Kernels.Tiles;
using Emulator.Planning.Memory;

namespace Emulator.Planning.Steps;

/// <summary>Elementwise operations and row reductions; the program's accesses number <see cref="PlanStep.Buffers"/>.</summary>
internal sealed record TileStep(BufferRef[] Buffers, TileProgram Program) : PlanStep(Buffers);

/// <summary>Left, right, output and scratch of a matrix product; offsets in elements.</summary>
internal sealed record ProductStep(BufferRef[] Buffers, ProductShape Shape, long LeftOffset, long RightOffset) : PlanStep(Buffers);

/// <summary>From, to.</summary>
internal sealed record CopyStep(BufferRef[] Buffers, CopyShape Shape) : PlanStep(Buffers);

/// <summary>Replica or partition number, a u32.</summary>
internal sealed record ProcessIdStep(BufferRef[] Buffers, bool Partition) : PlanStep(Buffers);

/// <summary>
/// A copy from or to a place that the program computes: operand, target, then a scalar index for each dimension.
/// An update first copies the operand to the target, unless they are the same memory.
/// </summary>
/// <param name="Update">From the operand's slice to the target; or from the update, the last buffer, into the target's slice.</param>
/// <param name="Dims">Of the tensor that is sliced, with <paramref name="Strides"/>.</param>
internal sealed record DynamicSliceStep(
    BufferRef[] Buffers, bool Update, ElementType IndexType, long[] Dims, long[] Strides, long[] Sizes, CopyShape Slice, CopyShape Whole) : PlanStep(Buffers);

/// <summary>
/// Padded input, kernel, output, scratch; with <paramref name="Middle"/>, what happens to the output row by row, its buffers instead
/// of the output, the convolution's own being number <paramref name="MiddleInput"/> of them.
/// </summary>
internal sealed record ConvolutionStep(BufferRef[] Buffers, ConvolutionShape Shape, TileProgram? Middle, int MiddleInput) : PlanStep(Buffers)
{
    /// <summary>Buffers before those of the tile program.</summary>
    public const int Fixed = 4;
}

/// <summary>Operand, indices, output.</summary>
internal sealed record GatherStep(BufferRef[] Buffers, GatherShape Shape) : PlanStep(Buffers);

/// <summary>Indices, then inputs (changed in place), then updates; <paramref name="Combine"/> makes new elements from old ones and updates.</summary>
internal sealed record ScatterStep(BufferRef[] Buffers, ScatterShape Shape, TileProgram? Combine) : PlanStep(Buffers);

/// <summary>Output, scratch, then the input or what its producer reads.</summary>
internal sealed record ReduceStep(BufferRef[] Buffers, ReduceShape Shape) : PlanStep(Buffers);

/// <summary>Inputs, then outputs; <paramref name="Less"/> compares one element of each input with one of each.</summary>
internal sealed record SortStep(BufferRef[] Buffers, SortShape Shape, TileProgram? Less) : PlanStep(Buffers);

/// <summary>
/// Left and right of the first product, right and output of the second (or nothing), scratch of both, then the tile program's buffers.
/// Offsets in elements.
/// </summary>
internal sealed record ChainStep(BufferRef[] Buffers, ChainShape Shape, long LeftOffset, long RightOffset, long SecondRightOffset) : PlanStep(Buffers)
{
    /// <summary>Buffers before those of the tile program.</summary>
    public const int Fixed = 6;
}
