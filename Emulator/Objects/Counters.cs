namespace Emulator.Objects;

/// <summary>What happened and what is alive, of one client and in the whole process.</summary>
internal sealed class Counters(Counters? process)
{
    private readonly long[] _live = new long[(int)ObjectKind.Count];
    private long _compilations;
    private long _loads;
    private long _executions;

    /// <summary>Counts of the process, over all clients.</summary>
    public static Counters Process { get; } = new(null);

    /// <summary>Programs parsed and planned.</summary>
    public long Compilations => Volatile.Read(ref _compilations);

    /// <summary>Serialised executables loaded, which takes no compilation.</summary>
    public long Loads => Volatile.Read(ref _loads);

    /// <summary>Executions that ended, one for each device taking part.</summary>
    public long Executions => Volatile.Read(ref _executions);

    public long Live(ObjectKind kind) => Volatile.Read(ref _live[(int)kind]);

    public void CountLive(ObjectKind kind, int change)
    {
        Interlocked.Add(ref _live[(int)kind], change);
        process?.CountLive(kind, change);
    }

    public void CountCompilation()
    {
        Interlocked.Increment(ref _compilations);
        process?.CountCompilation();
    }

    public void CountLoad()
    {
        Interlocked.Increment(ref _loads);
        process?.CountLoad();
    }

    public void CountExecutions(int devices)
    {
        Interlocked.Add(ref _executions, devices);
        process?.CountExecutions(devices);
    }
}
