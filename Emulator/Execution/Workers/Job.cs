namespace Emulator.Execution.Workers;

/// <summary>
/// What the pool is doing now. The generation and the next index share one number, so that a late thread
/// cannot take an index of the following job.
/// </summary>
internal sealed unsafe class Job
{
    private delegate*<void*, object?, int, void> _body;
    private void* _context;
    private object? _state;
    private int _count;
    private int _generation;
    private long _next;
    private int _pending;
    private Exception? _error;

    /// <summary>Changes with every job.</summary>
    public int Generation => Volatile.Read(ref _generation);

    public void Start(int count, delegate*<void*, object?, int, void> body, void* context, object? state)
    {
        var generation = _generation + 1;
        // Nothing can be taken while the fields change.
        Interlocked.Exchange(ref _next, ((long)generation << 32) | int.MaxValue);
        _body = body;
        _context = context;
        (_state, _count, _error) = (state, count, null);
        Volatile.Write(ref _pending, count);
        Volatile.Write(ref _next, (long)generation << 32);
        Volatile.Write(ref _generation, generation);
    }

    /// <summary>Takes indices until none is left.</summary>
    public void Work()
    {
        while (true)
        {
            var seen = Volatile.Read(ref _next);
            var index = (int)seen;
            if (index >= Volatile.Read(ref _count))
                return;
            if (Interlocked.CompareExchange(ref _next, seen + 1, seen) != seen)
                continue;
            try
            {
                _body(_context, _state, index);
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref _error, error, null);
            }
            Interlocked.Decrement(ref _pending);
        }
    }

    /// <summary>Spins: the others are in the middle of their last piece of work.</summary>
    public void WaitForOthers()
    {
        var spinner = default(SpinWait);
        while (Volatile.Read(ref _pending) > 0)
            spinner.SpinOnce(sleep1Threshold: -1);
        _state = null;
    }

    public Exception? TakeError() => Interlocked.Exchange(ref _error, null);
}
