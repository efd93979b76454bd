namespace Inference.StableHlo;

/// <summary>A model asks for an operation that its operands' axes or element types do not allow.</summary>
internal sealed class ShapeException(string message) : Exception(message);
