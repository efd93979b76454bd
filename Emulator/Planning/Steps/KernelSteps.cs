using Emulator.Ir;
using Emulator.Kernels.Movement;
using Emulator.Kernels.Products;
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
