namespace Emulator.Execution.Workers;

/// <summary>One thread of the pool: spins for some microseconds after a job, then sleeps until it is woken.</summary>
internal sealed class Worker
{
    private const int SpinsBeforeSleep = 60;

    private readonly Job _job;
    private readonly SemaphoreSlim _signal = new(0);
    private int _sleeping;

    public Worker(Job job, int index)
    {
        _job = job;
        new Thread(Loop) { IsBackground = true, Name = $"emulator-worker-{index + 1}" }.Start();
    }

    public void Wake()
    {
        if (Interlocked.Exchange(ref _sleeping, 0) == 1)
            _signal.Release();
    }

    private void Loop()
    {
        var seen = 0;
        while (true)
        {
            seen = WaitForJob(seen);
            _job.Work();
        }
    }

    private int WaitForJob(int seen)
    {
        for (var i = 0; i < SpinsBeforeSleep; i++)
        {
            if (_job.Generation != seen)
                return _job.Generation;
            Thread.SpinWait(20);
        }
        Volatile.Write(ref _sleeping, 1);
        Interlocked.MemoryBarrier();
        if (_job.Generation != seen && Interlocked.Exchange(ref _sleeping, 0) == 1)
            return _job.Generation;
        _signal.Wait();
        return _job.Generation;
    }
}
