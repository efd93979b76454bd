using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Buffers;
using Emulator.Objects;

namespace Emulator.Api.Functions;

/// <summary>PJRT_Buffer: what it is, and its life.</summary>
internal static unsafe class BufferFunctions
{
    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.BufferDestroy] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, nint>)&Destroy;
        table[(int)ApiFunction.BufferElementType] = (nint)(delegate* unmanaged[Cdecl]<ObjectIntArguments*, nint>)&ElementType;
        table[(int)ApiFunction.BufferDimensions] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&Dimensions;
        table[(int)ApiFunction.BufferUnpaddedDimensions] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&UnpaddedDimensions;
        table[(int)ApiFunction.BufferDynamicDimensionIndices] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&DynamicDimensionIndices;
        table[(int)ApiFunction.BufferGetMemoryLayout] = (nint)(delegate* unmanaged[Cdecl]<MemoryLayoutArguments*, nint>)&GetMemoryLayout;
        table[(int)ApiFunction.BufferOnDeviceSizeInBytes] = (nint)(delegate* unmanaged[Cdecl]<ObjectLongArguments*, nint>)&OnDeviceSize;
        table[(int)ApiFunction.BufferDevice] = (nint)(delegate* unmanaged[Cdecl]<ObjectPointerArguments*, nint>)&Device;
        table[(int)ApiFunction.BufferMemory] = (nint)(delegate* unmanaged[Cdecl]<ObjectPointerArguments*, nint>)&Memory;
        table[(int)ApiFunction.BufferDelete] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, nint>)&Delete;
        table[(int)ApiFunction.BufferIsDeleted] = (nint)(delegate* unmanaged[Cdecl]<ObjectFlagArguments*, nint>)&IsDeleted;
        table[(int)ApiFunction.BufferIsOnCpu] = (nint)(delegate* unmanaged[Cdecl]<ObjectFlagArguments*, nint>)&IsOnCpu;
        table[(int)ApiFunction.BufferReadyEvent] = (nint)(delegate* unmanaged[Cdecl]<ObjectPointerArguments*, nint>)&ReadyEvent;
        table[(int)ApiFunction.BufferUnsafePointer] = (nint)(delegate* unmanaged[Cdecl]<ObjectPointerArguments*, nint>)&UnsafePointer;
        table[(int)ApiFunction.BufferOpaqueDeviceMemoryDataPointer] = (nint)(delegate* unmanaged[Cdecl]<ObjectPointerArguments*, nint>)&OpaquePointer;
        table[(int)ApiFunction.BufferIncreaseExternalReferenceCount] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, nint>)&IncreaseReferences;
        table[(int)ApiFunction.BufferDecreaseExternalReferenceCount] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, nint>)&DecreaseReferences;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Destroy(ObjectArguments* args) => Edge.Destroy<DeviceBuffer>(args);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ElementType(ObjectIntArguments* args) => Getter.Int<DeviceBuffer>(args, buffer => (int)buffer.Shape.Type.Element);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Dimensions(ObjectListArguments* args) => Getter.Array<DeviceBuffer>(args, Dimensions);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint UnpaddedDimensions(ObjectListArguments* args) => Getter.Array<DeviceBuffer>(args, Dimensions);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint DynamicDimensionIndices(ObjectListArguments* args) => Getter.Array<DeviceBuffer>(args, _ => default);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetMemoryLayout(MemoryLayoutArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(MemoryLayoutArguments* args)
        {
            var shape = PluginObject.From<DeviceBuffer>(args->Buffer).Shape;
            args->Layout = new MemoryLayout
            {
                StructSize = 76,
                TiledStructSize = 56,
                MinorToMajor = shape.MinorToMajor,
                MinorToMajorCount = shape.Rank,
                Type = MemoryLayout.Tiled,
            };
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OnDeviceSize(ObjectLongArguments* args) => Getter.Long<DeviceBuffer>(args, buffer => buffer.Shape.Bytes);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Device(ObjectPointerArguments* args) => Getter.Pointer<DeviceBuffer>(args, buffer => buffer.Device.Handle);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Memory(ObjectPointerArguments* args) => Getter.Pointer<DeviceBuffer>(args, buffer => buffer.Device.Space.Handle);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Delete(ObjectArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectArguments* args) => PluginObject.From<DeviceBuffer>(args->Object).Delete();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint IsDeleted(ObjectFlagArguments* args) => Getter.Flag<DeviceBuffer>(args, buffer => buffer.IsDeleted);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint IsOnCpu(ObjectFlagArguments* args) => Getter.Flag<DeviceBuffer>(args, _ => false);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ReadyEvent(ObjectPointerArguments* args) => Getter.Pointer<DeviceBuffer>(args, buffer => buffer.IsDeleted
        ? throw buffer.Gone()
        : new DeviceEvent(buffer.Ready, buffer.Device.Client.Counters).Handle);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint UnsafePointer(ObjectPointerArguments* args) => Getter.Pointer<DeviceBuffer>(args, Content);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OpaquePointer(ObjectPointerArguments* args) => Getter.Pointer<DeviceBuffer>(args, Content);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint IncreaseReferences(ObjectArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectArguments* args) => PluginObject.From<DeviceBuffer>(args->Object).ReferenceFromOutside(1);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint DecreaseReferences(ObjectArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectArguments* args) => PluginObject.From<DeviceBuffer>(args->Object).ReferenceFromOutside(-1);
    }

    private static PinnedArray Dimensions(DeviceBuffer buffer) => new(buffer.Shape.Dims, buffer.Shape.Rank);

    /// <summary>Emulated device memory is host memory; the content is there once the buffer is ready.</summary>
    private static nint Content(DeviceBuffer buffer)
    {
        var memory = buffer.Hold();
        var pointer = (nint)memory.Pointer;
        memory.Release();
        return pointer;
    }
}
