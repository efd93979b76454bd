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
    private static nint Destroy(ObjectArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectArguments* args)
        {
            if (args->Object != 0)
                PluginObject.From<DeviceBuffer>(args->Object).Destroy();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ElementType(ObjectIntArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectIntArguments* args) => args->Value = (int)PluginObject.From<DeviceBuffer>(args->Object).Shape.Type.Element;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Dimensions(ObjectListArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectListArguments* args) => ListDimensions(args);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint UnpaddedDimensions(ObjectListArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectListArguments* args) => ListDimensions(args);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint DynamicDimensionIndices(ObjectListArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectListArguments* args)
        {
            args->Items = null;
            args->Count = 0;
        }
    }

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
    private static nint OnDeviceSize(ObjectLongArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectLongArguments* args) => args->Value = PluginObject.From<DeviceBuffer>(args->Object).Shape.Bytes;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Device(ObjectPointerArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectPointerArguments* args) => args->Value = PluginObject.From<DeviceBuffer>(args->Object).Device.Handle;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Memory(ObjectPointerArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectPointerArguments* args) => args->Value = PluginObject.From<DeviceBuffer>(args->Object).Device.Space.Handle;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Delete(ObjectArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectArguments* args) => PluginObject.From<DeviceBuffer>(args->Object).Delete();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint IsDeleted(ObjectFlagArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectFlagArguments* args) => args->Value = PluginObject.From<DeviceBuffer>(args->Object).IsDeleted ? (byte)1 : (byte)0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint IsOnCpu(ObjectFlagArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectFlagArguments* args) => args->Value = 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ReadyEvent(ObjectPointerArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectPointerArguments* args)
        {
            var buffer = PluginObject.From<DeviceBuffer>(args->Object);
            if (buffer.IsDeleted)
                throw buffer.Gone();
            args->Value = new DeviceEvent(buffer.Ready, buffer.Device.Client.Counters).Handle;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint UnsafePointer(ObjectPointerArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectPointerArguments* args) => GivePointer(args);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OpaquePointer(ObjectPointerArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectPointerArguments* args) => GivePointer(args);
    }

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

    private static void ListDimensions(ObjectListArguments* args)
    {
        var shape = PluginObject.From<DeviceBuffer>(args->Object).Shape;
        args->Items = shape.Dims;
        args->Count = shape.Rank;
    }

    /// <summary>Emulated device memory is host memory; the content is there once the buffer is ready.</summary>
    private static void GivePointer(ObjectPointerArguments* args)
    {
        var memory = PluginObject.From<DeviceBuffer>(args->Object).Hold();
        args->Value = (nint)memory.Pointer;
        memory.Release();
    }
}
