namespace Emulator.Kernels.Tiles;

/// <summary>One operation on whole tiles.</summary>
/// <param name="Op">What is done.</param>
/// <param name="Class">How the operands are held.</param>
/// <param name="PerRow">Whether it runs on one value a row, or on every element.</param>
/// <param name="Target">Register written.</param>
/// <param name="A">First operand; likewise <paramref name="B"/>, <paramref name="C"/>.</param>
/// <param name="RowOperand">Which operand has one value a row beside a full one: 0 none, 1 the first, 2 the second. Arithmetic on f32 only.</param>
/// <param name="Immediate">Target class of a conversion, element type of a rounding, width of a bit count.</param>
internal readonly record struct TileInstruction(
    TileOp Op, TileClass Class, bool PerRow, ushort Target, ushort A, ushort B = 0, ushort C = 0, byte Immediate = 0, byte RowOperand = 0);
