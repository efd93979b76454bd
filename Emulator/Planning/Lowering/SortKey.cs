using Emulator.Ir;

namespace Emulator.Planning.Lowering;

/// <summary>A comparison that looks at one tensor only, as almost every sort's does.</summary>
internal sealed record SortKey(int Operand, bool Descending, bool OrEqual, bool TotalOrder)
{
    public static SortKey? Of(Region region)
    {
        var body = region.Body;
        if (body.Operations is not [{ Kind: OpKind.Compare } compare, var result] || result.Operands[0] != compare.Result)
            return null;
        var (a, b) = (Array.IndexOf(body.Arguments, compare.Operands[0]), Array.IndexOf(body.Arguments, compare.Operands[1]));
        var direction = compare.Enum<ComparisonDirection>("comparison_direction");
        if (a < 0 || b < 0 || a / 2 != b / 2 || a == b || direction is ComparisonDirection.EQ or ComparisonDirection.NE)
            return null;
        var descending = (direction is ComparisonDirection.GT or ComparisonDirection.GE) != (a > b);
        var total = compare.Enum<ComparisonType>("compare_type") == ComparisonType.TotalOrder;
        return new(a / 2, descending, direction is ComparisonDirection.GE or ComparisonDirection.LE, total);
    }
}
