using Pjrt.Protobuf;

namespace Pjrt;

/// <summary>How a program is laid over devices. Source: <c>xla/pjrt/proto/compile_options.proto</c>.</summary>
public sealed record CompileOptions
{
    /// <summary>Copies of the program that run together, each with its own arguments.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Partitions of each replica.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>Device of each replica and partition, replica-major; null: 0, 1, 2 …</summary>
    public int[]? DeviceIds { get; init; }

    /// <summary>Run the SPMD partitioner; XLA's CPU plugin demands it for more than one partition.</summary>
    public bool UseSpmd { get; init; }

    /// <summary>Partition by Shardy annotations (<c>sdy</c> dialect).</summary>
    public bool UseShardy { get; init; }

    /// <summary>Compile for any one device, chosen when executing.</summary>
    public bool Portable { get; init; }

    /// <summary>Compiler flags by name without dashes, such as <c>xla_gpu_enable_latency_hiding_scheduler</c>.</summary>
    public IReadOnlyDictionary<string, PjrtValue> Overrides { get; init; } = new Dictionary<string, PjrtValue>();

    /// <summary>The encoded <c>CompileOptionsProto</c>; equal options give equal bytes.</summary>
    /// <exception cref="ArgumentException"><see cref="DeviceIds"/> does not name one device per replica and partition.</exception>
    public byte[] ToProto()
    {
        var build = new ProtoWriter().Int64(1, -1).Int64(4, Replicas).Int64(5, Partitions);
        if (UseSpmd)
            build.Flag(6, true);
        build.Message(9, Assignment());
        if (UseShardy)
            build.Flag(19, true);
        var options = new ProtoWriter().Message(3, build);
        if (Portable)
            options.Flag(4, true);
        foreach (var (name, value) in Overrides.OrderBy(item => item.Key, StringComparer.Ordinal))
            options.Message(7, new ProtoWriter().Text(1, name).Message(2, Override(value)));
        return options.ToArray();
    }

    private static ProtoWriter Override(PjrtValue value) => value.Kind switch
    {
        PjrtValueKind.Flag => new ProtoWriter().Flag(2, value.AsFlag()),
        PjrtValueKind.Int64 => new ProtoWriter().Int64(3, value.AsInt64()),
        PjrtValueKind.Float => new ProtoWriter().Double(4, value.AsFloat()),
        PjrtValueKind.Text => new ProtoWriter().Text(1, value.AsText()),
        var other => throw new ArgumentException($"A compiler flag cannot be of kind {other}."),
    };

    /// <summary>DeviceAssignmentProto: one ComputationDevice per partition, listing the device of each replica.</summary>
    private ProtoWriter Assignment()
    {
        var devices = DeviceIds ?? [.. Enumerable.Range(0, Replicas * Partitions)];
        if (devices.Length != Replicas * Partitions)
        {
            throw new ArgumentException(
                $"{Replicas} replicas of {Partitions} partitions need {Replicas * Partitions} devices, {devices.Length} are given.");
        }

        var assignment = new ProtoWriter().Int64(1, Replicas).Int64(2, Partitions);
        for (var partition = 0; partition < Partitions; partition++)
        {
            var replicas = new long[Replicas];
            for (var replica = 0; replica < Replicas; replica++)
                replicas[replica] = devices[replica * Partitions + partition];
            assignment.Message(3, new ProtoWriter().Packed(1, replicas));
        }

        return assignment;
    }
}
