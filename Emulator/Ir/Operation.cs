namespace Emulator.Ir;

/// <summary>One operation, as written: its kind, operands, results, attributes and bodies.</summary>
internal sealed partial class Operation(
    OpKind kind, string name, Value[] operands, Value[] results, NamedAttribute[] attributes, Region[] regions, Location location)
{
    public OpKind Kind { get; } = kind;

    /// <summary>Dialect and operation, e.g. <c>stablehlo.add</c>.</summary>
    public string Name { get; } = name;

    public Value[] Operands { get; } = operands;

    public Value[] Results { get; } = results;

    /// <summary>Properties and attributes together, in the order written.</summary>
    public NamedAttribute[] Attributes { get; } = attributes;

    public Region[] Regions { get; } = regions;

    public Location Location { get; } = location;

    /// <summary>The only or first result.</summary>
    public Value Result => Results[0];

    public TensorType OperandType(int index) => Operands[index].Type;

    public override string ToString() => $"{Name} at {Location}";
}
