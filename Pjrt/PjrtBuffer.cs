using System.Runtime.InteropServices;
using Pjrt.Native;

namespace Pjrt;

/// <summary>An array on a device. A donated one stays to be disposed but can no longer be read.</summary>
public sealed unsafe class PjrtBuffer : IDisposable
{
    private readonly PjrtClient _client;
    private readonly FunctionTable _api;
    private readonly NativeHandle _handle;
    private ElementType? _elementType;
    private long[]? _dimensions;
    private PjrtDevice? _device;

    internal PjrtBuffer(PjrtClient client, nint pointer)
    {
        (_client, _api) = (client, client.Api);
        _handle = new NativeHandle(_api, Function.BufferDestroy, pointer, client.Handle);
    }

    /// <summary>Element type.</summary>
    public ElementType ElementType => _elementType ??= (ElementType)Get(Function.BufferElementType, _api.GetInt32);

    /// <summary>Shape.</summary>
    public IReadOnlyList<long> Dimensions => _dimensions ??= Get(Function.BufferDimensions, _api.GetArray<long>);

    /// <summary>The device that holds it.</summary>
    public PjrtDevice Device => _device ??= _client.FindDevice(Get(Function.BufferDevice, _api.GetPointer));

    /// <summary>Bytes it takes on the device.</summary>
    public long SizeInBytes => Get(Function.BufferOnDeviceSizeInBytes, _api.GetPointer);

    /// <summary>Whether the memory is gone: deleted, or donated to an execution.</summary>
    public bool IsDeleted => Get(Function.BufferIsDeleted, _api.GetFlag);

    internal NativeHandle Handle => _handle;

    /// <summary>Frees the memory at once; the object stays to be disposed.</summary>
    public void Delete()
    {
        using var buffer = _handle.Use();
        _api.Act(Function.BufferDelete, buffer.Pointer);
    }

    /// <summary>Completes when the contents are there; fails if what should have computed them failed.</summary>
    public Task ReadyAsync() => EventTask.Start(_api, [Get(Function.BufferReadyEvent, _api.GetPointer)]);

    /// <summary>Copies the elements, dense and row-major, to host memory, which is pinned until the task is done.</summary>
    /// <exception cref="PjrtException">The buffer is deleted or donated, or the memory too small.</exception>
    public Task ToHostAsync(Memory<byte> destination)
    {
        var pin = destination.Pin();
        try
        {
            return EventTask.Start(_api, [StartCopy(pin.Pointer, destination.Length)], pin);
        }
        catch
        {
            pin.Dispose();
            throw;
        }
    }

    /// <summary>Copies the elements, dense and row-major, to host memory, blocking until they are there.</summary>
    /// <inheritdoc cref="ToHostAsync"/>
    public void ToHost(Span<byte> destination)
    {
        fixed (byte* pointer = destination)
            EventTask.Wait(_api, StartCopy(pointer, destination.Length));
    }

    /// <summary>The elements, dense and row-major; blocks until they are there.</summary>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is not as wide as the element type.</exception>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        if (sizeof(T) != ElementType.SizeInBytes())
            throw new ArgumentException($"The buffer holds {ElementType}, which {typeof(T).Name} is not as wide as.");
        var elements = 1L;
        foreach (var dimension in Dimensions)
            elements = checked(elements * dimension);
        var result = new T[elements];
        ToHost(MemoryMarshal.AsBytes(result.AsSpan()));
        return result;
    }

    /// <summary>A copy on another device of the same client.</summary>
    public PjrtBuffer CopyTo(PjrtDevice device)
    {
        using var buffer = _handle.Use();
        var arguments = new CopyToDeviceArguments
        {
            StructSize = CopyToDeviceArguments.Size,
            Buffer = buffer.Pointer,
            Device = device.Pointer,
        };
        _api.Call(Function.BufferCopyToDevice, &arguments);
        return new PjrtBuffer(_client, arguments.Copy);
    }

    /// <summary>Frees the buffer.</summary>
    public void Dispose() => _handle.Dispose();

    private nint StartCopy(void* destination, int length)
    {
        using var buffer = _handle.Use();
        byte nothing = 0;
        var arguments = new ToHostArguments
        {
            StructSize = ToHostArguments.Size,
            Source = buffer.Pointer,
            // A null destination would only ask for the size.
            Destination = destination == null ? &nothing : destination,
            DestinationSize = (nuint)length,
        };
        _api.Call(Function.BufferToHostBuffer, &arguments);
        return arguments.Event;
    }

    private T Get<T>(Function function, Func<Function, nint, T> read)
    {
        using var buffer = _handle.Use();
        return read(function, buffer.Pointer);
    }
}
