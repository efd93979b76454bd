using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>while, if, case, optimization_barrier.</summary>
internal static class ControlRules
{
    private static readonly TensorType Predicate = new(ElementType.Pred);

    public static void Check(Operation op)
    {
        switch (op.Kind)
        {
            case OpKind.While:
                CheckWhile(op);
                break;
            case OpKind.If:
                op.RequireCounts(1, op.Results.Length, 2);
                if (!op.OperandType(0).Equals(Predicate))
                    throw op.Error($"the predicate must be {Predicate}, it is {op.OperandType(0)}");
                CheckBranches(op);
                break;
            case OpKind.Case:
                if (op.Regions.Length == 0)
                    throw op.Error("needs at least one branch");
                op.RequireCounts(1, op.Results.Length, op.Regions.Length);
                if (!op.OperandType(0).Equals(new TensorType(ElementType.S32)))
                    throw op.Error($"the index must be tensor<i32>, it is {op.OperandType(0)}");
                CheckBranches(op);
                break;
            default:
                op.RequireCounts(op.Operands.Length, op.Operands.Length);
                for (var i = 0; i < op.Operands.Length; i++)
                    op.RequireResult(op.OperandType(i), i);
                break;
        }
    }

    private static void CheckWhile(Operation op)
    {
        op.RequireCounts(op.Operands.Length, op.Operands.Length, 2);
        var types = Array.ConvertAll(op.Operands, o => o.Type);
        for (var i = 0; i < types.Length; i++)
            op.RequireResult(types[i], i);
        BodyRules.CheckArguments(op, op.Regions[0].Body, types);
        BodyRules.CheckReturn(op, op.Regions[0].Body, [Predicate]);
        BodyRules.CheckArguments(op, op.Regions[1].Body, types);
        BodyRules.CheckReturn(op, op.Regions[1].Body, types);
    }

    private static void CheckBranches(Operation op)
    {
        var types = Array.ConvertAll(op.Results, r => r.Type);
        foreach (var region in op.Regions)
        {
            BodyRules.CheckArguments(op, region.Body, []);
            BodyRules.CheckReturn(op, region.Body, types);
        }
    }
}
