using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pjrt.Native;

/// <summary>
/// One task over any number of native events, which it owns: they are destroyed in the callback that comes last.
/// Callbacks run on the plugin's threads, so continuations never run inside them.
/// </summary>
internal sealed unsafe class EventTask
{
    private readonly FunctionTable _api;
    private readonly nint[] _events;
    private readonly TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly GCHandle _self;
    private MemoryHandle _pin;
    private PjrtException? _error;
    private int _pending;

    private EventTask(FunctionTable api, ReadOnlySpan<nint> events, MemoryHandle pin)
    {
        (_api, _events, _pin) = (api, events.ToArray(), pin);
        // One more than there are events, so that early callbacks cannot finish before all are registered.
        _pending = events.Length + 1;
        _self = GCHandle.Alloc(this);
    }

    /// <summary>Completes when all events have; fails with the first error. <paramref name="pin"/> is released then.</summary>
    public static Task Start(FunctionTable api, ReadOnlySpan<nint> events, MemoryHandle pin = default)
    {
        var waiter = new EventTask(api, events, pin);
        var task = waiter._source.Task;
        foreach (var item in events)
            waiter.Register(item);
        waiter.Arrive(null);
        return task;
    }

    /// <summary>Blocks until the event has happened, destroys it and throws its error.</summary>
    public static void Wait(FunctionTable api, nint item)
    {
        try
        {
            api.Act(Function.EventAwait, item);
        }
        finally
        {
            api.Destroy(Function.EventDestroy, item);
        }
    }

    private void Register(nint item)
    {
        var arguments = new EventOnReadyArguments
        {
            StructSize = EventOnReadyArguments.Size,
            Event = item,
            Callback = &OnReady,
            UserArgument = GCHandle.ToIntPtr(_self),
        };
        var error = _api.Invoke(Function.EventOnReady, &arguments);
        if (error != 0)
            Arrive(_api.TakeError(error));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnReady(nint error, nint userArgument)
    {
        var waiter = (EventTask)GCHandle.FromIntPtr(userArgument).Target!;
        waiter.Arrive(error == 0 ? null : waiter._api.TakeError(error));
    }

    private void Arrive(PjrtException? error)
    {
        if (error is not null)
            Interlocked.CompareExchange(ref _error, error, null);
        if (Interlocked.Decrement(ref _pending) > 0)
            return;
        foreach (var item in _events)
            _api.Destroy(Function.EventDestroy, item);
        _pin.Dispose();
        _self.Free();
        if (_error is null)
            _source.SetResult();
        else
            _source.SetException(_error);
    }
}
