using System.Runtime.ExceptionServices;

namespace Emulator.Execution.Workers;

/// <summary>
/// The threads that compute, one for each core with the caller's own. One job at a time; a caller that finds the pool
/// taken does its job alone, so nothing ever waits for a thread that waits.
/// </summary>
internal sealed unsafe class WorkerPool
{
    private readonly Worker[] _workers;
    private readonly Job _job = new();
    private int _taken;

    public WorkerPool(int threads)
    {
        _workers = new Worker[Math.Max(0, threads - 1)];
        for (var i = 0; i < _workers.Length; i++)
            _workers[i] = new Worker(_job, i);
    }

    /// <summary>One thread for each core of the machine.</summary>
    public static WorkerPool Shared { get; } = new(Environment.ProcessorCount);

    public int Threads => _workers.Length + 1;

    /// <summary>
    /// Calls <paramref name="body"/> for 0 … <paramref name="count"/> - 1, each once, on any thread, in any order; returns when all are done.
    /// </summary>
    /// <param name="count">How many calls.</param>
    /// <param name="body">Gets <paramref name="context"/>, <paramref name="state"/> and the index.</param>
    /// <param name="context">Memory that stays valid during the call.</param>
    /// <param name="state">A managed object for the body.</param>
    public void For(int count, delegate*<void*, object?, int, void> body, void* context, object? state)
    {
        if (count > 1 && _workers.Length > 0 && Interlocked.Exchange(ref _taken, 1) == 0)
        {
            try
            {
                _job.Start(count, body, context, state);
                for (var i = 0; i < _workers.Length && i < count - 1; i++)
                    _workers[i].Wake();
                _job.Work();
                _job.WaitForOthers();
                if (_job.TakeError() is { } error)
                    ExceptionDispatchInfo.Throw(error);
            }
            finally
            {
                Volatile.Write(ref _taken, 0);
            }
            return;
        }
        for (var i = 0; i < count; i++)
            body(context, state, i);
    }
}
