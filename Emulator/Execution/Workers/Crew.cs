namespace Emulator.Execution.Workers;

/// <summary>
/// Who works on an operation: all threads of a pool, or the calling thread alone (the default value), as when every thread runs a device of its own.
/// </summary>
internal readonly unsafe struct Crew(WorkerPool? pool)
{
    public static Crew Alone => default;

    public int Threads => pool?.Threads ?? 1;

    /// <summary>See <see cref="WorkerPool.For"/>.</summary>
    public void For(int count, delegate*<void*, object?, int, void> body, void* context, object? state)
    {
        if (pool is not null)
        {
            pool.For(count, body, context, state);
            return;
        }
        for (var i = 0; i < count; i++)
            body(context, state, i);
    }

    /// <summary>How many parts of at least <paramref name="grain"/> units to cut <paramref name="total"/> into: some for each thread, for balance.</summary>
    public int Parts(long total, long grain)
    {
        if (Threads == 1)
            return 1;
        return (int)Math.Clamp(total / Math.Max(1, grain), 1, Threads * 4L);
    }
}
