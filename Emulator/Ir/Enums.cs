namespace Emulator.Ir;

/// <summary>One of StableHLO's enumerations, as <c>#stablehlo&lt;comparison_direction GE&gt;</c>.</summary>
internal sealed record EnumAttribute<T>(T Value) : Attribute
    where T : struct, Enum;

internal enum ComparisonDirection : byte
{
    EQ,
    NE,
    GE,
    GT,
    LE,
    LT,
}

internal enum ComparisonType : byte
{
    NotSpecified,
    Float,
    TotalOrder,
    Signed,
    Unsigned,
}

internal enum Precision : byte
{
    Default,
    High,
    Highest,
}

internal enum RngDistribution : byte
{
    Uniform,
    Normal,
}

internal enum RngAlgorithm : byte
{
    Default,
    ThreeFry,
    Philox,
}

internal enum ResultAccuracy : byte
{
    Default,
    Highest,
    Tolerance,
}
