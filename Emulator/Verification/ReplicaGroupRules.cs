using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>Which processes a collective joins.</summary>
internal static class ReplicaGroupRules
{
    /// <summary>Ids the groups may hold: replicas, or all processes when the ids are flattened.</summary>
    public static int ProcessCount(Operation op, VerificationContext context)
        => op.Bool("use_global_device_ids") ? context.Replicas * context.Partitions : context.Replicas;

    /// <summary>Every id once and in range; with <paramref name="coverAll"/> none is missing.</summary>
    public static long[][] Check(Operation op, VerificationContext context, bool coverAll)
    {
        if (op.Find<DenseAttribute>("replica_groups") is not { Type: { Rank: 2, Element: ElementType.S64 } })
            throw op.Error("needs the attribute replica_groups of type tensor<GxNxi64>");
        if (op.Bool("use_global_device_ids") && op.Find<ChannelHandle>("channel_handle") is not { Handle: > 0 })
            throw op.Error("use_global_device_ids needs a channel_handle with a positive handle");
        var groups = op.ReplicaGroups();
        var count = ProcessCount(op, context);
        var seen = new HashSet<long>();
        foreach (var id in groups.SelectMany(g => g))
        {
            if (!seen.Add(id))
                throw op.Error($"replica_groups holds process {id} twice");
        }
        foreach (var id in seen)
        {
            if (id >= count)
                throw op.Error($"replica_groups names process {id}, the program is compiled for {count} (num_replicas {context.Replicas}, num_partitions {context.Partitions})");
        }
        if (coverAll && seen.Count != 0 && seen.Count != count)
            throw op.Error($"replica_groups names {seen.Count} of {count} processes; all take part");
        return groups;
    }

    /// <summary>As <see cref="Check"/>, and all groups have one size, which is returned.</summary>
    public static int CheckUniform(Operation op, VerificationContext context)
    {
        var groups = Check(op, context, coverAll: true);
        if (groups.Length == 0)
            return ProcessCount(op, context);
        if (Array.Exists(groups, g => g.Length != groups[0].Length) || groups[0].Length == 0)
            throw op.Error("the groups of replica_groups must have one size");
        return groups[0].Length;
    }
}
