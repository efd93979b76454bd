using Emulator.Errors;

namespace Emulator.Api.Compilation;

/// <summary>What is read of CompileOptionsProto; flags of other compilers (env_option_overrides) mean nothing here.</summary>
/// <param name="Replicas">num_replicas.</param>
/// <param name="Partitions">num_partitions.</param>
/// <param name="Spmd">use_spmd_partitioning; partitions run one per-device program, nothing is partitioned.</param>
/// <param name="Portable">compile_portable_executable: runs on the device named at execution.</param>
/// <param name="Devices">device_assignment, replica-major: replica × partitions + partition; empty: the first devices.</param>
internal sealed record CompileOptions(int Replicas, int Partitions, bool Spmd, bool Portable, int[] Devices)
{
    public int Processes => Replicas * Partitions;

    public static CompileOptions Parse(ReadOnlySpan<byte> proto)
    {
        var options = new CompileOptions(1, 1, false, false, []);
        var reader = new ProtoReader(proto);
        while (reader.Next())
        {
            options = reader.Field switch
            {
                2 when reader.Number != 0 => throw ProgramException.Unimplemented("parameter_is_tupled_arguments is not implemented; give each argument by itself"),
                3 => options.WithBuildOptions(reader.Bytes),
                4 => options with { Portable = reader.Number != 0 },
                _ => options,
            };
        }
        options.Check();
        return options;
    }

    private CompileOptions WithBuildOptions(ReadOnlySpan<byte> proto)
    {
        var options = this;
        var reader = new ProtoReader(proto);
        while (reader.Next())
        {
            options = reader.Field switch
            {
                4 => options with { Replicas = Count(reader.Number, "num_replicas") },
                5 => options with { Partitions = Count(reader.Number, "num_partitions") },
                6 => options with { Spmd = reader.Number != 0 },
                9 => options with { Devices = Assignment(reader.Bytes) },
                _ => options,
            };
        }
        return options;
    }

    private void Check()
    {
        if (Partitions > 1 && !Spmd)
            throw ProgramException.Invalid($"num_partitions is {Partitions} without use_spmd_partitioning");
        if (Devices.Length != 0 && Devices.Length != Processes)
            throw ProgramException.Invalid($"device_assignment names {Devices.Length} device(s) for {Replicas} replica(s) of {Partitions} partition(s)");
        if (Devices.Distinct().Count() != Devices.Length)
            throw ProgramException.Invalid("device_assignment names a device twice");
    }

    /// <summary>DeviceAssignmentProto lists the replicas' devices for each partition.</summary>
    private static int[] Assignment(ReadOnlySpan<byte> proto)
    {
        var (replicas, partitions) = (0, 0);
        var columns = new List<List<int>>();
        var reader = new ProtoReader(proto);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    replicas = Count(reader.Number, "replica_count");
                    break;
                case 2:
                    partitions = Count(reader.Number, "computation_count");
                    break;
                case 3:
                    columns.Add(Column(reader.Bytes));
                    break;
            }
        }
        if (columns.Count != partitions || columns.Exists(c => c.Count != replicas))
            throw ProgramException.Invalid($"device_assignment does not name {replicas} replica(s) for each of {partitions} partition(s)");
        var devices = new int[replicas * partitions];
        for (var i = 0; i < devices.Length; i++)
            devices[i] = columns[i % partitions][i / partitions];
        return devices;
    }

    private static List<int> Column(ReadOnlySpan<byte> proto)
    {
        var ids = new List<int>();
        var reader = new ProtoReader(proto);
        while (reader.Next())
        {
            if (reader.Field != 1)
                continue;
            if (reader.Bytes.IsEmpty)
            {
                ids.Add(Id(reader.Number));
                continue;
            }
            var packed = new ProtoReader(reader.Bytes);
            while (!packed.AtEnd)
                ids.Add(Id(packed.Packed()));
        }
        return ids;
    }

    private static int Count(ulong value, string name)
        => value is > 0 and <= 4096 ? (int)value : throw ProgramException.Invalid($"{name} is {(long)value}; allowed: 1 to 4096");

    private static int Id(ulong value)
        => value <= int.MaxValue ? (int)value : throw ProgramException.Invalid($"device_assignment names device {(long)value}");
}
