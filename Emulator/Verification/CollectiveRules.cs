using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>Operations between processes (StableHLO specification, "Parallel execution").</summary>
internal static class CollectiveRules
{
    public static void Check(Operation op, VerificationContext context)
    {
        switch (op.Kind)
        {
            case OpKind.ReplicaId or OpKind.PartitionId:
                op.RequireCounts(0);
                op.RequireResult(ElementType.U32);
                break;
            case OpKind.CollectivePermute:
                op.RequireCounts(1);
                op.RequireResult(op.OperandType(0));
                CheckPairs(op, context);
                break;
            case OpKind.CollectiveBroadcast:
                op.RequireCounts(1);
                op.RequireResult(op.OperandType(0));
                ReplicaGroupRules.Check(op, context, coverAll: false);
                break;
            case OpKind.AllReduce:
                CheckAllReduce(op, context);
                break;
            case OpKind.AllGather:
                CheckAllGather(op, context);
                break;
            case OpKind.ReduceScatter:
                CheckReduceScatter(op, context);
                break;
            default:
                CheckAllToAll(op, context);
                break;
        }
    }

    private static void CheckAllReduce(Operation op, VerificationContext context)
    {
        if (op.Operands.Length == 0)
            throw op.Error("takes at least one operand");
        op.RequireCounts(op.Operands.Length, op.Operands.Length, 1);
        for (var i = 0; i < op.Operands.Length; i++)
        {
            op.RequireSameElement(op.OperandType(0), op.OperandType(i));
            op.RequireResult(op.OperandType(i), i);
        }
        BodyRules.CheckReduction(op, op.Regions[0].Body, [op.OperandType(0).Element]);
        ReplicaGroupRules.Check(op, context, coverAll: true);
    }

    private static void CheckAllGather(Operation op, VerificationContext context)
    {
        op.RequireCounts(op.Operands.Length, op.Operands.Length);
        var size = ReplicaGroupRules.CheckUniform(op, context);
        for (var i = 0; i < op.Operands.Length; i++)
        {
            var operand = op.OperandType(i);
            var dimension = op.RequireDimension("all_gather_dim", operand.Rank);
            var dims = (long[])operand.Dims.Clone();
            dims[dimension] *= size;
            op.RequireResult(new TensorType(operand.Element, dims), i);
        }
    }

    private static void CheckReduceScatter(Operation op, VerificationContext context)
    {
        op.RequireCounts(1, 1, 1);
        var operand = op.OperandType(0);
        var dimension = op.RequireDimension("scatter_dimension", operand.Rank);
        var size = ReplicaGroupRules.CheckUniform(op, context);
        if (operand.Dims[dimension] % size != 0)
            throw op.Error($"dimension {dimension} of {operand} is not divisible by the {size} members of a group");
        BodyRules.CheckReduction(op, op.Regions[0].Body, [operand.Element]);
        var dims = (long[])operand.Dims.Clone();
        dims[dimension] /= size;
        op.RequireResult(operand.Element, dims);
    }

    private static void CheckAllToAll(Operation op, VerificationContext context)
    {
        op.RequireCounts(op.Operands.Length, op.Operands.Length);
        var count = op.RequireInt("split_count");
        var size = ReplicaGroupRules.CheckUniform(op, context);
        if (count != size)
            throw op.Error($"split_count is {count}, a group has {size} members");
        for (var i = 0; i < op.Operands.Length; i++)
        {
            var operand = op.OperandType(i);
            var split = op.RequireDimension("split_dimension", operand.Rank);
            var concat = op.RequireDimension("concat_dimension", operand.Rank);
            if (operand.Dims[split] % count != 0)
                throw op.Error($"dimension {split} of {operand} is not divisible by split_count {count}");
            var dims = (long[])operand.Dims.Clone();
            dims[split] /= count;
            dims[concat] *= count;
            op.RequireResult(new TensorType(operand.Element, dims), i);
        }
    }

    private static void CheckPairs(Operation op, VerificationContext context)
    {
        if (op.Find<DenseAttribute>("source_target_pairs") is not { Type: { Rank: 2, Element: ElementType.S64 } type } || type.Dims[1] != 2)
            throw op.Error("needs the attribute source_target_pairs of type tensor<Nx2xi64>");
        var (sources, targets) = (new HashSet<long>(), new HashSet<long>());
        var count = ReplicaGroupRules.ProcessCount(op, context);
        foreach (var (source, target) in op.SourceTargetPairs())
        {
            if (!sources.Add(source))
                throw op.Error($"process {source} sends twice");
            if (!targets.Add(target))
                throw op.Error($"process {target} receives twice");
            if (Math.Min(source, target) < 0 || Math.Max(source, target) >= count)
                throw op.Error($"the pair {source}, {target} names a process that is not there; there are {count}");
        }
    }
}
