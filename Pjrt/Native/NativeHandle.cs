using System.Runtime.InteropServices;

namespace Pjrt.Native;

/// <summary>
/// Owner of one native object. A child holds a reference to its client's handle, so the client is destroyed after
/// the last of its children, in whatever order they are disposed or finalised.
/// </summary>
internal sealed class NativeHandle : SafeHandle
{
    private readonly FunctionTable _api;
    private readonly Function _destroy;
    private readonly NativeHandle? _parent;
    private volatile bool _disposed;

    public NativeHandle(FunctionTable api, Function destroy, nint pointer, NativeHandle? parent)
        : base(0, ownsHandle: true)
    {
        _api = api;
        _destroy = destroy;
        if (parent is not null)
        {
            var added = false;
            parent.DangerousAddRef(ref added);
            _parent = parent;
        }

        SetHandle(pointer);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Keeps the object alive until the lease is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The object is disposed, even if children still keep it alive.</exception>
    public Lease Use() => new(this, Hold());

    /// <summary>As <see cref="Use"/>, for callers that hold many: each needs a <see cref="SafeHandle.DangerousRelease"/>.</summary>
    public nint Hold()
    {
        if (_disposed)
            throw new ObjectDisposedException(PublicName);
        var added = false;
        DangerousAddRef(ref added);
        return handle;
    }

    private string PublicName => _destroy switch
    {
        Function.ClientDestroy => nameof(PjrtClient),
        Function.BufferDestroy => nameof(PjrtBuffer),
        _ => nameof(PjrtExecutable),
    };

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        base.Dispose(disposing);
    }

    protected override bool ReleaseHandle()
    {
        _api.Destroy(_destroy, handle);
        _parent?.DangerousRelease();
        return true;
    }

    internal readonly ref struct Lease(NativeHandle handle, nint pointer)
    {
        public nint Pointer => pointer;

        public void Dispose() => handle.DangerousRelease();
    }
}
