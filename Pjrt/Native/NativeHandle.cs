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

    /// <exception cref="ObjectDisposedException">The parent is disposed; the caller still owns the pointer.</exception>
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
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public Lease Use() => new(this);

    protected override bool ReleaseHandle()
    {
        _api.Destroy(_destroy, handle);
        _parent?.DangerousRelease();
        return true;
    }

    internal readonly ref struct Lease
    {
        private readonly NativeHandle _handle;

        public Lease(NativeHandle handle)
        {
            var added = false;
            handle.DangerousAddRef(ref added);
            _handle = handle;
        }

        public nint Pointer => _handle.handle;

        public void Dispose() => _handle.DangerousRelease();
    }
}
