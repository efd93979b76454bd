using Emulator.Devices;
using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>
/// Refused by neuronx-cc (jax-neuron's known issues and the compiler's error codes): data-dependent control flow,
/// reductions of several operands, free comparators, types the cores lack. Dynamic shapes are refused everywhere.
/// </summary>
internal static class NeuronRules
{
    public static void Check(Operation op, DeviceProfile profile)
    {
        foreach (var result in op.Results)
            CheckType(op, result.Type.Element, profile);
        switch (op.Kind)
        {
            case OpKind.If or OpKind.Case:
                throw Refuse(op, profile, "has no control flow that depends on data; use select");
            case OpKind.While when !TripCounts.IsStatic(op):
                throw Refuse(op, profile, "needs a trip count known at compile time: a counter from a constant, by a constant, compared with a constant");
            case OpKind.Reduce or OpKind.ReduceWindow when op.Results.Length > 1:
                throw Refuse(op, profile, "reduces one operand at a time; for argmax use max, compare, select and min, or AwsNeuronTopK");
            case OpKind.Gather when ConstantIndices.OutOfRange(op) is var (index, dimension):
                throw Refuse(op, profile, $"does not clamp indices: {index} is outside dimension {dimension} of {op.OperandType(0)}");
            case OpKind.Sort when !IsPlainComparator(op):
                throw Refuse(op, profile, "sorts by LT, LE, GT or GE of one operand only");
            case OpKind.RngBitGenerator when op.Enum<RngAlgorithm>("rng_algorithm") != RngAlgorithm.Default:
                throw Refuse(op, profile, "has the DEFAULT random algorithm only");
            case OpKind.Convolution when Dilates(op, "lhs_dilation") && Dilates(op, "rhs_dilation"):
                throw Refuse(op, profile, "does not dilate both sides of a convolution");
            case OpKind.CustomCall when op.Text("call_target_name")?.StartsWith("AwsNeuron", StringComparison.Ordinal) == false:
                throw Refuse(op, profile, $"does not know the custom call {op.Text("call_target_name")}; its own begin with AwsNeuron");
        }
    }

    private static void CheckType(Operation op, ElementType element, DeviceProfile profile)
    {
        if (element == ElementType.F64)
            throw Refuse(op, profile, "has no f64; use f32");
        if (element == ElementType.F8E4M3FN)
            throw Refuse(op, profile, "has no f8E4M3FN; use f8E4M3");
    }

    private static bool Dilates(Operation op, string attribute) => Array.Exists(op.Ints(attribute) ?? [], d => d > 1);

    private static bool IsPlainComparator(Operation op)
    {
        var body = op.Regions[0].Body;
        return body.Operations is [{ Kind: OpKind.Compare } compare, var end]
            && end.Operands[0] == compare.Result
            && compare.Enum<ComparisonDirection>("comparison_direction") is not (ComparisonDirection.EQ or ComparisonDirection.NE)
            && Array.IndexOf(body.Arguments, compare.Operands[0]) is var a and >= 0
            && Array.IndexOf(body.Arguments, compare.Operands[1]) is var b and >= 0
            && a / 2 == b / 2 && a != b;
    }

    private static ProgramException Refuse(Operation op, DeviceProfile profile, string reason)
        => op.Error($"refused in strict mode: {profile.Kind} {reason}");
}
