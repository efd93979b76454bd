using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>convolution, with any layout, groups, dilation and padding.</summary>
internal static class ConvolutionRules
{
    public static void Check(Operation op)
    {
        op.RequireCounts(2);
        if (op.Find<ConvolutionDimensions>("dimension_numbers") is not { } dims)
            throw op.Error("needs the attribute dimension_numbers, as #stablehlo.conv<…>");
        var (input, kernel, output) = (op.OperandType(0), op.OperandType(1), op.Result.Type);
        var spatial = dims.InputSpatial.Length;
        if (dims.KernelSpatial.Length != spatial || dims.OutputSpatial.Length != spatial || input.Rank != spatial + 2 || kernel.Rank != spatial + 2)
            throw op.Error($"dimension_numbers have {spatial} spatial dimension(s), the operands are {input} and {kernel}");
        op.RequireSameElement(input, kernel);
        if (input.Element.IsFloat() != output.Element.IsFloat() || output.Element.Size() < input.Element.Size())
            throw op.Error($"a convolution of {input.Element.MlirName()} can not be {output.Element.MlirName()}");

        var strides = op.IntsOf("window_strides", spatial, 1);
        var inputDilation = op.IntsOf("lhs_dilation", spatial, 1);
        var kernelDilation = op.IntsOf("rhs_dilation", spatial, 1);
        op.IntsOf("window_reversal", spatial, 0);
        var padding = op.PaddingOf("padding", spatial);
        Windows.RequirePositive(op, "window_strides", strides);
        Windows.RequirePositive(op, "lhs_dilation", inputDilation);
        Windows.RequirePositive(op, "rhs_dilation", kernelDilation);

        var batch = CheckGroups(op, dims, input, kernel);
        var result = new long[input.Rank];
        result[dims.OutputBatch] = batch;
        result[dims.OutputFeature] = kernel.Dims[dims.KernelOutputFeature];
        for (var i = 0; i < spatial; i++)
        {
            result[dims.OutputSpatial[i]] = Windows.Count(
                input.Dims[dims.InputSpatial[i]], inputDilation[i], padding[i], kernel.Dims[dims.KernelSpatial[i]], kernelDilation[i], strides[i]);
        }
        op.RequireResult(output.Element, result);
    }

    private static long CheckGroups(Operation op, ConvolutionDimensions dims, TensorType input, TensorType kernel)
    {
        var features = op.RequireInt("feature_group_count");
        var batches = op.RequireInt("batch_group_count");
        if (features < 1 || batches < 1 || features > 1 && batches > 1)
            throw op.Error($"feature_group_count {features} and batch_group_count {batches}: both positive, one of them 1");
        var inputFeatures = input.Dims[dims.InputFeature];
        if (inputFeatures % features != 0 || kernel.Dims[dims.KernelInputFeature] != inputFeatures / features)
            throw op.Error($"{inputFeatures} input feature(s) in {features} group(s) do not fit {kernel.Dims[dims.KernelInputFeature]} of the kernel");
        if (kernel.Dims[dims.KernelOutputFeature] % (features * batches) != 0)
            throw op.Error($"{kernel.Dims[dims.KernelOutputFeature]} output feature(s) are not divisible by {features * batches} group(s)");
        var batch = input.Dims[dims.InputBatch];
        return batch % batches == 0 ? batch / batches : throw op.Error($"a batch of {batch} is not divisible by {batches} group(s)");
    }
}
