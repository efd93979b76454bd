using Emulator.Planning.Views;

namespace Emulator.Planning.Memory;

/// <summary>Where a value lies: a buffer, and its elements in it.</summary>
internal readonly record struct Placement(PlannedBuffer Buffer, StridedView View);
