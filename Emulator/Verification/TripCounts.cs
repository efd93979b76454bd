using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>Whether a loop runs a number of times that is known when it is compiled.</summary>
internal static class TripCounts
{
    /// <summary>A counter that starts at a constant, is compared with a constant and grows by a constant.</summary>
    public static bool IsStatic(Operation loop)
    {
        var (condition, body) = (loop.Regions[0].Body, loop.Regions[1].Body);
        if (condition.Terminator.Operands[0].Definition is not { Kind: OpKind.Compare } compare)
            return false;
        var counter = Array.IndexOf(condition.Arguments, compare.Operands[0]);
        var bound = compare.Operands[1];
        if (counter < 0)
        {
            counter = Array.IndexOf(condition.Arguments, compare.Operands[1]);
            bound = compare.Operands[0];
        }
        if (counter < 0 || !IsConstant(bound) || !IsConstant(loop.Operands[counter]))
            return false;
        return body.Terminator.Operands[counter].Definition is { Kind: OpKind.Add or OpKind.Subtract } step
            && (step.Operands[0] == body.Arguments[counter] && IsConstant(step.Operands[1])
                || step.Operands[1] == body.Arguments[counter] && IsConstant(step.Operands[0]));
    }

    private static bool IsConstant(Value value) => value.Definition?.Kind == OpKind.Constant;
}
