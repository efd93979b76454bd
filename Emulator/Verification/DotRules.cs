using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>dot_general: the result has the batch dimensions, then what is left of the left side, then of the right.</summary>
internal static class DotRules
{
    public static void Check(Operation op)
    {
        op.RequireCounts(2);
        if (op.Find<DotDimensions>("dot_dimension_numbers") is not { } dims)
            throw op.Error("needs the attribute dot_dimension_numbers, as #stablehlo.dot<…>");
        var (lhs, rhs) = (op.OperandType(0), op.OperandType(1));
        RequirePairs(op, "batching", lhs, rhs, dims.LhsBatching, dims.RhsBatching);
        RequirePairs(op, "contracting", lhs, rhs, dims.LhsContracting, dims.RhsContracting);
        op.RequireDimensions("the left side", [.. dims.LhsBatching, .. dims.LhsContracting], lhs.Rank);
        op.RequireDimensions("the right side", [.. dims.RhsBatching, .. dims.RhsContracting], rhs.Rank);

        op.RequireSameElement(lhs, rhs);
        var (given, element) = (lhs.Element, op.Result.Type.Element);
        var widens = given.IsFloat() ? element.IsFloat() : given.IsInteger() && element.IsInteger() && element.IsSigned() == given.IsSigned();
        if (element != given && !(widens && element.Size() >= given.Size()))
            throw op.Error($"a product of {given.MlirName()} can not be {element.MlirName()}");

        var result = new List<long>();
        foreach (var d in dims.LhsBatching)
            result.Add(lhs.Dims[d]);
        AddFree(result, lhs, dims.LhsBatching, dims.LhsContracting);
        AddFree(result, rhs, dims.RhsBatching, dims.RhsContracting);
        op.RequireResult(element, [.. result]);
    }

    private static void AddFree(List<long> result, TensorType side, long[] batching, long[] contracting)
    {
        for (var i = 0; i < side.Rank; i++)
        {
            if (!batching.Contains(i) && !contracting.Contains(i))
                result.Add(side.Dims[i]);
        }
    }

    private static void RequirePairs(Operation op, string what, TensorType lhs, TensorType rhs, long[] lhsDims, long[] rhsDims)
    {
        if (lhsDims.Length != rhsDims.Length)
            throw op.Error($"{lhsDims.Length} {what} dimension(s) of the left side, {rhsDims.Length} of the right");
        op.RequireDimensions($"lhs_{what}_dimensions", lhsDims, lhs.Rank);
        op.RequireDimensions($"rhs_{what}_dimensions", rhsDims, rhs.Rank);
        for (var i = 0; i < lhsDims.Length; i++)
        {
            if (lhs.Dims[lhsDims[i]] != rhs.Dims[rhsDims[i]])
                throw op.Error($"{what} dimension {lhsDims[i]} of {lhs} and {rhsDims[i]} of {rhs} differ");
        }
    }
}
