using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>reduce and reduce_window (n inputs, n initial values), sort.</summary>
internal static class ReduceRules
{
    public static void CheckReduce(Operation op)
    {
        var (input, elements) = CheckInputs(op);
        var dimensions = op.RequireInts("dimensions");
        op.RequireDimensions("dimensions", dimensions, input.Rank);
        long[] kept = [.. input.Dims.Where((_, i) => !dimensions.Contains(i))];
        RequireResults(op, elements, kept);
    }

    public static void CheckReduceWindow(Operation op)
    {
        var (input, elements) = CheckInputs(op);
        var window = op.RequireInts("window_dimensions", input.Rank);
        var strides = op.IntsOf("window_strides", input.Rank, 1);
        var baseDilations = op.IntsOf("base_dilations", input.Rank, 1);
        var windowDilations = op.IntsOf("window_dilations", input.Rank, 1);
        var padding = op.PaddingOf("padding", input.Rank);
        Windows.RequirePositive(op, "window_dimensions", window);
        Windows.RequirePositive(op, "window_strides", strides);
        Windows.RequirePositive(op, "base_dilations", baseDilations);
        Windows.RequirePositive(op, "window_dilations", windowDilations);
        var dims = new long[input.Rank];
        for (var i = 0; i < dims.Length; i++)
            dims[i] = Windows.Count(input.Dims[i], baseDilations[i], padding[i], window[i], windowDilations[i], strides[i]);
        RequireResults(op, elements, dims);
    }

    public static void CheckSort(Operation op)
    {
        if (op.Operands.Length == 0)
            throw op.Error("takes at least one operand");
        op.RequireCounts(op.Operands.Length, op.Operands.Length, 1);
        var arguments = new TensorType[2 * op.Operands.Length];
        for (var i = 0; i < op.Operands.Length; i++)
        {
            if (!op.OperandType(i).SameShape(op.OperandType(0)))
                throw op.Error($"all operands have one shape, given are {op.OperandType(0)} and {op.OperandType(i)}");
            op.RequireResult(op.OperandType(i), i);
            arguments[2 * i] = arguments[2 * i + 1] = new TensorType(op.OperandType(i).Element);
        }
        if (op.Find("dimension") is not null)
            op.RequireDimension("dimension", op.OperandType(0).Rank, negative: true);
        BodyRules.CheckArguments(op, op.Regions[0].Body, arguments);
        BodyRules.CheckReturn(op, op.Regions[0].Body, [new TensorType(ElementType.Pred)]);
    }

    private static (TensorType Input, ElementType[] Elements) CheckInputs(Operation op)
    {
        var count = op.Operands.Length / 2;
        if (count == 0 || op.Operands.Length % 2 != 0)
            throw op.Error($"takes n inputs and n initial values; {op.Operands.Length} operand(s) given");
        op.RequireCounts(op.Operands.Length, count, 1);
        var elements = new ElementType[count];
        for (var i = 0; i < count; i++)
        {
            if (!op.OperandType(i).SameShape(op.OperandType(0)))
                throw op.Error($"all inputs have one shape, given are {op.OperandType(0)} and {op.OperandType(i)}");
            op.RequireScalar(count + i);
            op.RequireSameElement(op.OperandType(i), op.OperandType(count + i));
            elements[i] = op.OperandType(i).Element;
        }
        BodyRules.CheckReduction(op, op.Regions[0].Body, elements);
        return (op.OperandType(0), elements);
    }

    private static void RequireResults(Operation op, ElementType[] elements, long[] dims)
    {
        for (var i = 0; i < elements.Length; i++)
            op.RequireResult(new TensorType(elements[i], dims), i);
    }
}
