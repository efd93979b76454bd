using Emulator.Ir;
using Emulator.Planning.Graph;

namespace Emulator.Planning.Lowering;

/// <summary>
/// Who exchanges with whom, as processes (replica * partitions + partition). StableHLO, "Parallel execution": without a channel the
/// groups hold replicas; with one replicas over all partitions, or partitions for the ops that move data; with global ids processes.
/// </summary>
internal static class ProcessGroups
{
    public static int[][] Of(GraphOp op, int replicas, int partitions)
    {
        var channel = op.Source.Find<ChannelHandle>("channel_handle")?.Handle ?? 0;
        if (op.Kind == OpKind.CollectivePermute)
            return Pairs(op.Source.SourceTargetPairs(), channel, replicas, partitions);
        var groups = op.Source.ReplicaGroups();
        if (channel > 0 && op.Source.Bool("use_global_device_ids"))
            return groups.Length == 0 ? [[.. Enumerable.Range(0, replicas * partitions)]] : Array.ConvertAll(groups, g => Array.ConvertAll(g, id => (int)id));
        var moves = op.Kind is OpKind.AllToAll or OpKind.CollectiveBroadcast;
        if (channel > 0 && moves)
            return [.. from g in OrAll(groups, partitions) from r in Enumerable.Range(0, replicas) select Array.ConvertAll(g, p => r * partitions + (int)p)];
        if (channel > 0)
            return Array.ConvertAll(OrAll(groups, replicas), g => g.SelectMany(r => Enumerable.Range(0, partitions).Select(p => (int)r * partitions + p)).ToArray());
        return [.. from g in OrAll(groups, replicas) from p in Enumerable.Range(0, partitions) select Array.ConvertAll(g, r => (int)r * partitions + p)];
    }

    private static long[][] OrAll(long[][] groups, int count)
        => groups.Length > 0 ? groups : [[.. Enumerable.Range(0, count).Select(i => (long)i)]];

    private static int[][] Pairs((long Source, long Target)[] pairs, long channel, int replicas, int partitions) => channel > 0
        ? [.. from pair in pairs from r in Enumerable.Range(0, replicas) select new[] { r * partitions + (int)pair.Source, r * partitions + (int)pair.Target }]
        : [.. from pair in pairs from p in Enumerable.Range(0, partitions) select new[] { (int)pair.Source * partitions + p, (int)pair.Target * partitions + p }];
}
