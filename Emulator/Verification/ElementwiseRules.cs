using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>Operations on elements in the same place: operands and result have one shape, nothing is broadcast.</summary>
internal static class ElementwiseRules
{
    public static void CheckUnary(Operation op)
    {
        op.RequireCounts(1);
        var operand = op.OperandType(0);
        RequireFamily(op, operand.Element, op.Kind switch
        {
            OpKind.Abs or OpKind.Sign => Families.Signed | Families.Float,
            OpKind.Negate => Families.Integer | Families.Float,
            OpKind.Not => Families.Predicate | Families.Integer,
            OpKind.CountLeadingZeros or OpKind.Popcnt => Families.Integer,
            _ => Families.Float,
        });
        op.RequireResult(op.Kind == OpKind.IsFinite ? operand.WithElement(ElementType.Pred) : operand);
    }

    public static void CheckBinary(Operation op)
    {
        op.RequireCounts(2);
        RequireSame(op, 0, 1);
        RequireFamily(op, op.OperandType(0).Element, op.Kind switch
        {
            OpKind.And or OpKind.Or or OpKind.Xor => Families.Predicate | Families.Integer,
            OpKind.ShiftLeft or OpKind.ShiftRightArithmetic or OpKind.ShiftRightLogical => Families.Integer,
            OpKind.Atan2 => Families.Float,
            OpKind.Divide or OpKind.Power or OpKind.Remainder or OpKind.Subtract => Families.Integer | Families.Float,
            _ => Families.Any,
        });
        op.RequireResult(op.OperandType(0));
    }

    public static void CheckOther(Operation op)
    {
        switch (op.Kind)
        {
            case OpKind.Compare:
                CheckCompare(op);
                break;
            case OpKind.Select:
                op.RequireCounts(3);
                RequireSame(op, 1, 2);
                if (op.OperandType(0).Element != ElementType.Pred)
                    throw op.Error($"the predicate must be of i1, it is {op.OperandType(0)}");
                RequireScalarOrShape(op, 0, 1);
                op.RequireResult(op.OperandType(1));
                break;
            case OpKind.Clamp:
                op.RequireCounts(3);
                op.RequireSameElement(op.OperandType(0), op.OperandType(1));
                op.RequireSameElement(op.OperandType(2), op.OperandType(1));
                RequireScalarOrShape(op, 0, 1);
                RequireScalarOrShape(op, 2, 1);
                op.RequireResult(op.OperandType(1));
                break;
            case OpKind.Convert:
                op.RequireCounts(1);
                op.RequireResult(op.OperandType(0).WithElement(op.Result.Type.Element));
                break;
            case OpKind.ReducePrecision:
                op.RequireCounts(1);
                RequireFamily(op, op.OperandType(0).Element, Families.Float);
                op.RequireResult(op.OperandType(0));
                break;
            default:
                CheckBitcast(op);
                break;
        }
    }

    private static void CheckCompare(Operation op)
    {
        op.RequireCounts(2);
        RequireSame(op, 0, 1);
        if (op.Find("comparison_direction") is not EnumAttribute<ComparisonDirection>)
            throw op.Error("needs the attribute comparison_direction, as #stablehlo<comparison_direction LT>");
        var element = op.OperandType(0).Element;
        var fits = op.Enum<ComparisonType>("compare_type") switch
        {
            ComparisonType.Float or ComparisonType.TotalOrder => element.IsFloat(),
            ComparisonType.Signed => element.IsSigned(),
            ComparisonType.Unsigned => element.IsUnsigned() || element == ElementType.Pred,
            _ => true,
        };
        if (!fits)
            throw op.Error($"compare_type {op.Enum<ComparisonType>("compare_type").ToString().ToUpperInvariant()} does not fit {op.OperandType(0)}");
        op.RequireResult(op.OperandType(0).WithElement(ElementType.Pred));
    }

    private static void CheckBitcast(Operation op)
    {
        op.RequireCounts(1);
        var (from, to) = (op.OperandType(0), op.Result.Type);
        var (fromSize, toSize) = (from.Element.Size(), to.Element.Size());
        if ((from.Element == ElementType.Pred) != (to.Element == ElementType.Pred))
            throw op.Error($"i1 has no bits in common with other types, given are {from} and {to}");
        if (fromSize == toSize)
            op.RequireResult(from.WithElement(to.Element));
        else if (fromSize > toSize)
            op.RequireResult(to.Element, [.. from.Dims, fromSize / toSize]);
        else if (from.Rank == 0 || from.Dims[^1] != toSize / fromSize)
            throw op.Error($"the last dimension must be {toSize / fromSize} to make {to.Element.MlirName()} of {from}");
        else
            op.RequireResult(to.Element, from.Dims[..^1]);
    }

    private static void RequireSame(Operation op, int a, int b)
    {
        if (!op.OperandType(a).Equals(op.OperandType(b)))
            throw op.Error($"operands {a} and {b} must have one type, given are {op.OperandType(a)} and {op.OperandType(b)}; nothing is broadcast");
    }

    private static void RequireScalarOrShape(Operation op, int operand, int shaped)
    {
        if (op.OperandType(operand).Rank != 0 && !op.OperandType(operand).SameShape(op.OperandType(shaped)))
            throw op.Error($"operand {operand} must be a scalar or have the shape of {op.OperandType(shaped)}, it is {op.OperandType(operand)}");
    }

    private static void RequireFamily(Operation op, ElementType element, Families allowed)
    {
        var family = element switch
        {
            ElementType.Pred => Families.Predicate,
            _ when element.IsFloat() => Families.Float,
            _ when element.IsSigned() => Families.Signed,
            _ => Families.Unsigned,
        };
        if ((family & allowed) == 0)
            throw op.Error($"takes tensors of {allowed.ToString().ToLowerInvariant()} elements, given is {op.OperandType(0)}");
    }

    [Flags]
    private enum Families
    {
        Predicate = 1,
        Signed = 2,
        Unsigned = 4,
        Float = 8,
        Integer = Signed | Unsigned,
        Any = Predicate | Integer | Float,
    }
}
