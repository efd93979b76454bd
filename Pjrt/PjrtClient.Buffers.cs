using System.Runtime.InteropServices;
using Pjrt.Native;

namespace Pjrt;

public sealed unsafe partial class PjrtClient
{
    /// <summary>Copies host data to a device; the memory is the caller's again when the call returns.</summary>
    /// <param name="data">The elements; with strides, from the first element to at least the end of the last one.</param>
    /// <param name="type">Element type.</param>
    /// <param name="dimensions">Shape.</param>
    /// <param name="byteStrides">Bytes from one element to the next in each dimension; empty: dense, row-major.</param>
    /// <param name="device">Where to.</param>
    /// <exception cref="ArgumentException">The data is too short for the shape, or the device is another client's.</exception>
    /// <exception cref="PjrtException">The plugin refused, for instance RESOURCE_EXHAUSTED.</exception>
    public PjrtBuffer BufferFromHost(
        ReadOnlySpan<byte> data, ElementType type, ReadOnlySpan<long> dimensions, ReadOnlySpan<long> byteStrides, PjrtDevice device)
    {
        var needed = HostExtent.Of(type, dimensions, byteStrides);
        if (needed > data.Length)
        {
            throw new ArgumentException(
                $"{type}[{string.Join(',', dimensions.ToArray())}] reads {needed} bytes, {data.Length} are given.", nameof(data));
        }

        fixed (byte* pointer = data)
            return BufferFromHost((nint)pointer, type, dimensions, byteStrides, device);
    }

    /// <inheritdoc cref="BufferFromHost(ReadOnlySpan{byte}, ElementType, ReadOnlySpan{long}, ReadOnlySpan{long}, PjrtDevice)"/>
    /// <param name="data">Address of the first element; nothing checks that all elements can be read.</param>
    public PjrtBuffer BufferFromHost(
        nint data, ElementType type, ReadOnlySpan<long> dimensions, ReadOnlySpan<long> byteStrides, PjrtDevice device)
    {
        if (!byteStrides.IsEmpty && byteStrides.Length != dimensions.Length)
            throw new ArgumentException($"{byteStrides.Length} strides for {dimensions.Length} dimensions.", nameof(byteStrides));
        if (device.Client != _handle)
            throw new ArgumentException("The device belongs to another client.", nameof(device));
        using var client = _handle.Use();
        byte nothing = 0;
        fixed (long* dimensionPointer = dimensions, stridePointer = byteStrides)
        {
            var arguments = new BufferFromHostArguments
            {
                StructSize = BufferFromHostArguments.Size,
                Client = client.Pointer,
                // Arrays without elements have no address, but plugins refuse null.
                Data = data == 0 ? &nothing : (void*)data,
                Type = type,
                Dimensions = dimensionPointer,
                Rank = (nuint)dimensions.Length,
                ByteStrides = stridePointer,
                ByteStrideCount = (nuint)byteStrides.Length,
                Device = device.Pointer,
            };
            _api.Call(Function.ClientBufferFromHostBuffer, &arguments);
            if (arguments.DoneWithHostBuffer != 0)
                _api.Destroy(Function.EventDestroy, arguments.DoneWithHostBuffer);
            return new PjrtBuffer(this, arguments.Buffer);
        }
    }

    /// <summary>Copies dense, row-major elements to a device.</summary>
    /// <inheritdoc cref="BufferFromHost(ReadOnlySpan{byte}, ElementType, ReadOnlySpan{long}, ReadOnlySpan{long}, PjrtDevice)"/>
    public PjrtBuffer BufferFromHost<T>(ReadOnlySpan<T> data, ReadOnlySpan<long> dimensions, PjrtDevice device)
        where T : unmanaged =>
        BufferFromHost(MemoryMarshal.AsBytes(data), ElementTypes.Of<T>(), dimensions, default, device);

    /// <inheritdoc cref="BufferFromHost{T}(ReadOnlySpan{T}, ReadOnlySpan{long}, PjrtDevice)"/>
    public PjrtBuffer BufferFromHost<T>(T[] data, ReadOnlySpan<long> dimensions, PjrtDevice device)
        where T : unmanaged => BufferFromHost<T>(data.AsSpan(), dimensions, device);
}
