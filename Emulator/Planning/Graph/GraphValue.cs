using Emulator.Ir;

namespace Emulator.Planning.Graph;

/// <summary>A tensor of the program after inlining: written once, by <see cref="Producer"/> or as an argument.</summary>
internal sealed class GraphValue(TensorType type, GraphOp? producer)
{
    public TensorType Type { get; } = type;

    /// <summary>Null for parameters of the program and arguments of a body.</summary>
    public GraphOp? Producer { get; } = producer;

    /// <summary>Operations that read it, once for each operand; those inside bodies of control flow too.</summary>
    public List<GraphOp> Users { get; } = [];

    public override string ToString() => Producer is null ? $"argument {Type}" : $"{Producer.Kind} {Type}";
}
