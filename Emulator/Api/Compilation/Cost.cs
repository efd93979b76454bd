using Emulator.Ir;

namespace Emulator.Api.Compilation;

/// <summary>What one execution costs on one device: arithmetic, and bytes of its parameters and results.</summary>
internal readonly record struct Cost(double Flops, double Bytes)
{
    /// <summary>An estimate: products and convolutions exactly, one operation for each element otherwise, bodies of loops once.</summary>
    public static Cost Of(Module module)
    {
        var main = module.Main;
        var bytes = main.Body.Arguments.Sum(a => (double)a.Type.ByteSize) + main.Results.Sum(r => (double)r.ByteSize);
        return new Cost(Count(main.Body, module), bytes);
    }

    private static double Count(Block block, Module module)
    {
        var sum = 0.0;
        foreach (var op in block.Operations)
        {
            sum += op.Kind switch
            {
                OpKind.DotGeneral => 2.0 * op.Result.Type.ElementCount * Contracted(op),
                OpKind.Convolution => 2.0 * op.Result.Type.ElementCount * KernelSize(op),
                OpKind.FuncCall => Called(op, "callee", module),
                OpKind.Composite => Called(op, "decomposition", module),
                OpKind.Reduce or OpKind.ReduceWindow => op.OperandType(0).ElementCount,
                OpKind.While or OpKind.If or OpKind.Case => op.Regions.Sum(r => Count(r.Body, module)),
                >= OpKind.Abs and <= OpKind.ReducePrecision => op.Result.Type.ElementCount,
                _ => 0,
            };
        }
        return sum;
    }

    private static double Called(Operation op, string attribute, Module module)
        => module.Find(op.Text(attribute)!) is { } callee ? Count(callee.Body, module) : 0;

    private static double Contracted(Operation op)
    {
        var product = 1.0;
        foreach (var dimension in op.Find<DotDimensions>("dot_dimension_numbers")!.LhsContracting)
            product *= op.OperandType(0).Dims[dimension];
        return product;
    }

    private static double KernelSize(Operation op)
    {
        var outputs = op.OperandType(1).Dims[op.Find<ConvolutionDimensions>("dimension_numbers")!.KernelOutputFeature];
        return outputs == 0 ? 0 : (double)op.OperandType(1).ElementCount / outputs;
    }
}
