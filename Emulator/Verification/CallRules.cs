using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>custom_call and the random number operations.</summary>
internal static class CallRules
{
    public static void Check(Operation op)
    {
        switch (op.Kind)
        {
            case OpKind.CustomCall:
                if (op.Find<StringAttribute>("call_target_name") is null)
                    throw op.Error("needs the attribute call_target_name");
                break;
            case OpKind.Rng:
                op.RequireCounts(3);
                op.RequireScalar(0);
                op.RequireScalar(1);
                op.RequireSameElement(op.OperandType(0), op.OperandType(1));
                if (op.OperandType(2).Rank != 1 || op.OperandType(2).ElementCount != op.Result.Type.Rank)
                    throw op.Error($"the shape must be a tensor of {op.Result.Type.Rank} integer(s), it is {op.OperandType(2)}");
                op.RequireResult(op.OperandType(0).Element, op.Result.Type.Dims);
                break;
            default:
                op.RequireCounts(1, 2);
                if (op.OperandType(0).Rank != 1 || !op.OperandType(0).Element.IsUnsigned())
                    throw op.Error($"the state must be a vector of ui64, it is {op.OperandType(0)}");
                op.RequireResult(op.OperandType(0));
                break;
        }
    }
}
