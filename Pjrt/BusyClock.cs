using System.Diagnostics;

namespace Pjrt;

/// <summary>Adds up the time in which at least one execution is under way; executions may overlap.</summary>
internal sealed class BusyClock
{
    private readonly Lock _gate = new();
    private long _ticks;
    private long _since;
    private int _running;

    /// <summary>Up to now, what is under way included.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
                return TimeSpan.FromSeconds((double)(_ticks + (_running > 0 ? Stopwatch.GetTimestamp() - _since : 0)) / Stopwatch.Frequency);
        }
    }

    /// <summary>Counts an execution on each of the devices until it completes.</summary>
    public static void Track(IReadOnlyList<PjrtDevice> devices, Task completion)
    {
        foreach (var device in devices)
            device.Busy.Begin();
        completion.ContinueWith(
            static (_, state) =>
            {
                foreach (var device in (IReadOnlyList<PjrtDevice>)state!)
                    device.Busy.End();
            },
            devices, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Begin()
    {
        lock (_gate)
            if (_running++ == 0)
                _since = Stopwatch.GetTimestamp();
    }

    private void End()
    {
        lock (_gate)
            if (--_running == 0)
                _ticks += Stopwatch.GetTimestamp() - _since;
    }
}
