using Emulator.Errors;

namespace Emulator.Objects;

/// <summary>Work that ends once, well or with an error. Callbacks run on the thread that ends it, in the order given.</summary>
internal sealed class Completion
{
    private volatile bool _isDone;
    private List<Action<ProgramException?>>? _callbacks;

    /// <summary>Work that was done at once.</summary>
    public static Completion Done { get; } = new() { _isDone = true };

    public bool IsDone => _isDone;

    /// <summary>Why it failed; null while it runs and when it went well.</summary>
    public ProgramException? Error { get; private set; }

    public static Completion Failed(ProgramException error) => new() { Error = error, _isDone = true };

    public void Complete(ProgramException? error)
    {
        List<Action<ProgramException?>>? callbacks;
        lock (this)
        {
            if (_isDone)
                return;
            Error = error;
            _isDone = true;
            callbacks = _callbacks;
            _callbacks = null;
            Monitor.PulseAll(this);
        }
        if (callbacks is null)
            return;
        foreach (var callback in callbacks)
            callback(error);
    }

    /// <summary>Waits for the end and gives its error.</summary>
    public ProgramException? Wait()
    {
        if (!_isDone)
        {
            lock (this)
            {
                while (!_isDone)
                    Monitor.Wait(this);
            }
        }
        return Error;
    }

    /// <summary>Calls at the end, at once when it is over.</summary>
    public void OnDone(Action<ProgramException?> callback)
    {
        lock (this)
        {
            if (!_isDone)
            {
                (_callbacks ??= []).Add(callback);
                return;
            }
        }
        callback(Error);
    }
}
