namespace Emulator.Devices;

/// <summary>The thread that runs a client's executions in the order of submission.</summary>
internal sealed class Dispatcher
{
    // Submitting waits when so many executions are ahead: outputs are allocated at submission.
    private const int Ahead = 256;

    private readonly Queue<IWork> _queue = new();
    private readonly Thread _thread;
    private bool _stopping;

    public Dispatcher(string name)
    {
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Something to run on the thread; it handles its own errors.</summary>
    public interface IWork
    {
        void Run();
    }

    /// <summary>Waits while too much is ahead. To be called without locks: callbacks of events run on the thread and may take them.</summary>
    public void AwaitRoom()
    {
        lock (_queue)
        {
            // A callback that submits must not wait for itself.
            while (_queue.Count >= Ahead && Thread.CurrentThread != _thread)
                Monitor.Wait(_queue);
        }
    }

    public void Submit(IWork work)
    {
        lock (_queue)
        {
            _queue.Enqueue(work);
            Monitor.PulseAll(_queue);
        }
    }

    public void Stop()
    {
        lock (_queue)
        {
            _stopping = true;
            Monitor.PulseAll(_queue);
        }
        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Run()
    {
        while (Next() is { } work)
            work.Run();
    }

    private IWork? Next()
    {
        lock (_queue)
        {
            IWork? work;
            while (!_queue.TryDequeue(out work) && !_stopping)
                Monitor.Wait(_queue);
            if (_queue.Count == Ahead - 1)
                Monitor.PulseAll(_queue);
            return work;
        }
    }
}
