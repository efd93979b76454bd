using Emulator.Errors;
using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>
/// Checks a module against StableHLO's rules for types, shapes, attributes and bodies, so that planning and
/// execution need not. The first fault is reported: which operation, what was given, what is allowed, where.
/// </summary>
internal static class Verifier
{
    /// <summary>Checks for the number of processes the program is compiled for.</summary>
    /// <exception cref="ProgramException">INVALID_ARGUMENT for a fault, UNIMPLEMENTED for what is right but not built.</exception>
    public static void Verify(Module module, int replicas, int partitions)
    {
        var context = new VerificationContext(module, replicas, partitions);
        foreach (var function in module.Functions)
        {
            foreach (var argument in function.Body.Arguments)
                RequireTensor(argument.Type, function.Location);
            VerifyBlock(function.Body, context);
            StructureRules.CheckFunction(function);
        }
        StructureRules.CheckAliases(module.Main);
        StructureRules.CheckCalls(module);
    }

    private static void VerifyBlock(Block block, VerificationContext context)
    {
        StructureRules.CheckTerminator(block);
        foreach (var operation in block.Operations)
        {
            foreach (var result in operation.Results)
                RequireTensor(result.Type, operation.Location);
            foreach (var region in operation.Regions)
            {
                foreach (var argument in region.Body.Arguments)
                    RequireTensor(argument.Type, region.Body.Location);
                VerifyBlock(region.Body, context);
            }
            try
            {
                VerifyOperation(operation, context);
            }
            catch (OverflowException)
            {
                throw operation.Error("its sizes do not fit 64 bits");
            }
        }
    }

    private static void RequireTensor(TensorType type, Location location)
    {
        if (!type.IsStatic)
            throw ProgramException.Unimplemented(location, $"{type} has a dynamic dimension; shapes are static here");
        if (type.Element.IsComplex() || type.Element == ElementType.Token)
            throw ProgramException.Unimplemented(location, $"values of type {type} are not implemented");
    }

    private static void VerifyOperation(Operation op, VerificationContext context)
    {
        switch (op.Kind)
        {
            case OpKind.FuncReturn or OpKind.Return:
                break;
            case OpKind.FuncCall:
                StructureRules.CheckCall(op, "callee", context);
                break;
            case OpKind.Composite:
                StructureRules.CheckCall(op, "decomposition", context);
                break;
            case >= OpKind.Abs and <= OpKind.Tanh:
                ElementwiseRules.CheckUnary(op);
                break;
            case >= OpKind.Add and <= OpKind.Xor:
                ElementwiseRules.CheckBinary(op);
                break;
            case >= OpKind.Compare and <= OpKind.ReducePrecision:
                ElementwiseRules.CheckOther(op);
                break;
            case OpKind.Constant or OpKind.Iota:
                ShapeRules.CheckSource(op);
                break;
            case OpKind.DynamicSlice or OpKind.DynamicUpdateSlice:
                DynamicSliceRules.Check(op);
                break;
            case >= OpKind.BroadcastInDim and <= OpKind.Transpose:
                ShapeRules.Check(op);
                break;
            case OpKind.Gather:
                GatherRules.Check(op);
                break;
            case OpKind.Scatter:
                ScatterRules.Check(op);
                break;
            case OpKind.DotGeneral:
                DotRules.Check(op);
                break;
            case OpKind.Convolution:
                ConvolutionRules.Check(op);
                break;
            case OpKind.Reduce:
                ReduceRules.CheckReduce(op);
                break;
            case OpKind.ReduceWindow:
                ReduceRules.CheckReduceWindow(op);
                break;
            case OpKind.Sort:
                ReduceRules.CheckSort(op);
                break;
            case >= OpKind.While and <= OpKind.OptimizationBarrier:
                ControlRules.Check(op);
                break;
            case OpKind.CustomCall or OpKind.Rng or OpKind.RngBitGenerator:
                CallRules.Check(op);
                break;
            default:
                CollectiveRules.Check(op, context);
                break;
        }
    }
}
