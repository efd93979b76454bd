using System.Runtime.InteropServices;
using Emulator.Errors;

namespace Emulator.Objects;

/// <summary>
/// Something a caller holds by an opaque pointer. The pointer is a GC handle, which keeps the object alive from
/// its creation until the caller destroys it.
/// </summary>
internal abstract class PluginObject
{
    private readonly Counters? _counters;
    private readonly ObjectKind _kind;
    private GCHandle _self;

    /// <summary>An object that the caller destroys; it is counted.</summary>
    protected PluginObject(ObjectKind kind, Counters counters)
    {
        (_kind, _counters) = (kind, counters);
        _self = GCHandle.Alloc(this);
        counters.CountLive(kind, 1);
    }

    /// <summary>An object that belongs to another, as a device to its client; it is not counted.</summary>
    protected PluginObject() => _self = GCHandle.Alloc(this);

    public nint Handle => GCHandle.ToIntPtr(_self);

    /// <summary>The object behind a pointer from a caller.</summary>
    /// <exception cref="ProgramException">INVALID_ARGUMENT when null, or of another type.</exception>
    public static T From<T>(nint handle)
        where T : PluginObject
    {
        if (handle == 0)
            throw ProgramException.Invalid($"the {Name<T>()} is null");
        return GCHandle.FromIntPtr(handle).Target as T ?? throw ProgramException.Invalid($"the pointer is no {Name<T>()}, or it was destroyed");
    }

    /// <summary>Ends the handle. Null and a second call do nothing.</summary>
    public virtual void Destroy()
    {
        if (!_self.IsAllocated)
            return;
        _self.Free();
        _counters?.CountLive(_kind, -1);
    }

    private static string Name<T>() => typeof(T).Name;
}
