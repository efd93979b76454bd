using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>What the rules of many operations have in common.</summary>
internal static class OperationChecks
{
    public static ProgramException Error(this Operation op, string message)
        => ProgramException.Invalid(op.Location, $"{op.Name}: {message}");

    public static void RequireCounts(this Operation op, int operands, int results = 1, int regions = 0)
    {
        if (op.Operands.Length != operands)
            throw op.Error($"takes {operands} operand(s), {op.Operands.Length} given");
        if (op.Results.Length != results)
            throw op.Error($"has {results} result(s), {op.Results.Length} given");
        op.RequireRegions(regions);
    }

    public static void RequireRegions(this Operation op, int regions)
    {
        if (op.Regions.Length != regions)
            throw op.Error($"has {regions} region(s), {op.Regions.Length} given");
    }

    public static void RequireResult(this Operation op, TensorType expected, int index = 0)
    {
        if (!op.Results[index].Type.Equals(expected))
            throw op.Error($"result {index} must be {expected}, {op.Results[index].Type} is written");
    }

    public static void RequireResult(this Operation op, ElementType element, params long[] dims)
        => op.RequireResult(new TensorType(element, dims));

    public static void RequireScalar(this Operation op, int operand)
    {
        if (op.OperandType(operand).Rank != 0)
            throw op.Error($"operand {operand} must be a scalar, it is {op.OperandType(operand)}");
    }

    public static void RequireSameElement(this Operation op, TensorType a, TensorType b)
    {
        if (a.Element != b.Element)
            throw op.Error($"element types must agree, given are {a} and {b}");
    }

    /// <summary>A dimension number; with <paramref name="negative"/> it may also count from the end.</summary>
    public static long RequireDimension(this Operation op, string attribute, int rank, bool negative = false)
    {
        var dimension = op.RequireInt(attribute);
        if (dimension >= rank || dimension < (negative ? -rank : 0))
            throw op.Error($"{attribute} is {dimension}, but the tensor has rank {rank}");
        return dimension;
    }

    public static void RequireDimensions(this Operation op, string attribute, ReadOnlySpan<long> dimensions, int rank)
    {
        for (var i = 0; i < dimensions.Length; i++)
        {
            if (dimensions[i] < 0 || dimensions[i] >= rank)
                throw op.Error($"{attribute} names dimension {dimensions[i]}, but the tensor has rank {rank}");
            if (dimensions[..i].Contains(dimensions[i]))
                throw op.Error($"{attribute} names dimension {dimensions[i]} twice");
        }
    }

    public static long RequireInt(this Operation op, string attribute) => op.Find(attribute) switch
    {
        IntegerAttribute { Type: ElementType.S64 } value => value.Value,
        IntegerAttribute value => throw op.Error($"{attribute} must be an i64, it is an {value.Type.MlirName()}"),
        null => throw op.Error($"needs the attribute {attribute}"),
        _ => throw op.Error($"{attribute} must be an integer, as 1 : i64"),
    };

    public static long[] RequireInts(this Operation op, string attribute)
        => op.OptionalInts(attribute) ?? throw op.Error($"needs the attribute {attribute}, as array<i64: 0, 1>");

    public static long[] RequireInts(this Operation op, string attribute, int count)
    {
        var values = op.RequireInts(attribute);
        return values.Length == count ? values : throw op.Error($"{attribute} needs {count} number(s), {values.Length} given");
    }

    /// <summary>The list, <paramref name="count"/> long, or that many <paramref name="otherwise"/> when absent.</summary>
    public static long[] IntsOf(this Operation op, string attribute, int count, long otherwise)
    {
        var values = op.OptionalInts(attribute) ?? op.IntsOr(attribute, count, otherwise);
        return values.Length == count ? values : throw op.Error($"{attribute} needs {count} number(s), {values.Length} given");
    }

    /// <summary>Pairs low, high; the attribute is a tensor <c>[count, 2]</c>.</summary>
    public static (long Low, long High)[] PaddingOf(this Operation op, string attribute, int count)
    {
        if (op.Find(attribute) is not { } given)
            return new (long, long)[count];
        if (given is not DenseAttribute { Type: { Element: ElementType.S64, Rank: 2 } type } || type.Dims[0] != count || type.Dims[1] != 2)
            throw op.Error($"{attribute} must be of type tensor<{count}x2xi64>");
        return op.Padding(attribute, count);
    }

    private static long[]? OptionalInts(this Operation op, string attribute) => op.Find(attribute) switch
    {
        null => null,
        IntArrayAttribute { Type: ElementType.S64 or ElementType.Pred } array => array.Values,
        DenseAttribute { Type: { Rank: 1, Element: ElementType.S64 or ElementType.Pred } } dense => dense.ToLongs(),
        _ => throw op.Error($"{attribute} must be a list of i64, as array<i64: 0, 1>"),
    };
}
