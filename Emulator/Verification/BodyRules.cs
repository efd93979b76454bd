using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>Bodies of operations.</summary>
internal static class BodyRules
{
    /// <summary>A body that takes n scalars and n more of the same types and returns n.</summary>
    public static void CheckReduction(Operation op, Block body, ElementType[] elements)
    {
        CheckArguments(op, body, [.. elements.Concat(elements).Select(e => new TensorType(e))]);
        CheckReturn(op, body, [.. elements.Select(e => new TensorType(e))]);
    }

    public static void CheckArguments(Operation op, Block body, TensorType[] types)
    {
        if (body.Arguments.Length != types.Length)
            throw op.Error($"its body takes {types.Length} argument(s), {body.Arguments.Length} given");
        for (var i = 0; i < types.Length; i++)
        {
            if (!body.Arguments[i].Type.Equals(types[i]))
                throw op.Error($"argument {i} of its body must be {types[i]}, it is {body.Arguments[i]}");
        }
    }

    public static void CheckReturn(Operation op, Block body, TensorType[] types)
    {
        var end = body.Terminator;
        if (end.Kind != OpKind.Return)
            throw end.Error($"a body of {op.Name} ends with stablehlo.return");
        if (end.Operands.Length != types.Length)
            throw end.Error($"the body of {op.Name} returns {types.Length} value(s), {end.Operands.Length} given");
        for (var i = 0; i < types.Length; i++)
        {
            if (!end.OperandType(i).Equals(types[i]))
                throw end.Error($"value {i} of the body of {op.Name} must be {types[i]}, {end.OperandType(i)} is returned");
        }
    }
}
