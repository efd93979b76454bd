using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Buffers;
using Emulator.Devices;
using Emulator.Errors;
using Emulator.Ir;
using Emulator.Objects;

namespace Emulator.Api.Functions;

/// <summary>Between host and device, and between devices.</summary>
internal static unsafe class TransferFunctions
{
    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.ClientBufferFromHostBuffer] = (nint)(delegate* unmanaged[Cdecl]<BufferFromHostArguments*, nint>)&FromHost;
        table[(int)ApiFunction.ClientCreateUninitializedBuffer] = (nint)(delegate* unmanaged[Cdecl]<UninitializedBufferArguments*, nint>)&Uninitialized;
        table[(int)ApiFunction.BufferToHostBuffer] = (nint)(delegate* unmanaged[Cdecl]<ToHostArguments*, nint>)&ToHost;
        table[(int)ApiFunction.BufferCopyRawToHost] = (nint)(delegate* unmanaged[Cdecl]<CopyRawArguments*, nint>)&CopyRawToHost;
        table[(int)ApiFunction.BufferCopyToDevice] = (nint)(delegate* unmanaged[Cdecl]<CopyToArguments*, nint>)&CopyToDevice;
        table[(int)ApiFunction.BufferCopyToMemory] = (nint)(delegate* unmanaged[Cdecl]<CopyToArguments*, nint>)&CopyToMemory;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint FromHost(BufferFromHostArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(BufferFromHostArguments* args)
        {
            var client = PluginObject.From<EmulatedClient>(args->Client);
            var device = TargetDevice(client, args->Device, args->Memory);
            var shape = Shape(args->Type, args->Dims, args->Rank);
            Layouts.RequireRowMajor(args->DeviceLayout, shape);
            if (args->ByteStrides is not null && args->ByteStrideCount != args->Rank)
                throw ProgramException.Invalid($"{args->ByteStrideCount} byte strides for {args->Rank} dimensions");
            if (args->Data is null && shape.Bytes > 0)
                throw ProgramException.Invalid("the host data is null");

            // Whatever the semantics, the data is copied during the call: the host may do with its memory what it likes.
            var memory = DeviceMemory.Allocate(device, shape.Bytes);
            if (args->ByteStrides is null)
                Buffer.MemoryCopy(args->Data, memory.Pointer, shape.Bytes, shape.Bytes);
            else
                StridedCopy.ToDense(args->Data, shape.Type.Dims, new ReadOnlySpan<long>(args->ByteStrides, (int)args->Rank), shape.Type.Element.Size(), memory.Pointer);
            args->Buffer = new DeviceBuffer(shape, device, memory, Completion.Done).Handle;
            args->DoneWithHostBuffer = new DeviceEvent(Completion.Done, client.Counters).Handle;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Uninitialized(UninitializedBufferArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(UninitializedBufferArguments* args)
        {
            var client = PluginObject.From<EmulatedClient>(args->Client);
            var device = TargetDevice(client, args->Device, args->Memory);
            var shape = Shape(args->Type, args->Dims, args->Rank);
            Layouts.RequireRowMajor(args->Layout, shape);
            args->Buffer = new DeviceBuffer(shape, device, DeviceMemory.Allocate(device, shape.Bytes), Completion.Done).Handle;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ToHost(ToHostArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ToHostArguments* args)
        {
            var source = PluginObject.From<DeviceBuffer>(args->Source);
            Layouts.RequireRowMajor(args->HostLayout, source.Shape);
            var bytes = (nuint)source.Shape.Bytes;
            if (args->Target is null)
            {
                args->TargetLength = bytes;
                return;
            }
            if (args->TargetLength < bytes)
                throw ProgramException.Invalid($"{source.Shape} needs {bytes} bytes, the host buffer has {args->TargetLength}");
            args->Event = new DeviceEvent(Transfers.ToHost(source, args->Target, 0, (long)bytes), source.Device.Client.Counters).Handle;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint CopyRawToHost(CopyRawArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(CopyRawArguments* args)
        {
            var source = PluginObject.From<DeviceBuffer>(args->Buffer);
            if (args->Offset < 0 || args->Length < 0 || args->Offset > source.Shape.Bytes - args->Length)
                throw ProgramException.Invalid($"{args->Length} bytes from {args->Offset} are outside the {source.Shape.Bytes} bytes of {source.Shape}");
            args->Event = new DeviceEvent(Transfers.ToHost(source, args->Target, args->Offset, args->Length), source.Device.Client.Counters).Handle;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint CopyToDevice(CopyToArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(CopyToArguments* args) => args->Copy = Transfers.ToDevice(PluginObject.From<DeviceBuffer>(args->Buffer), PluginObject.From<EmulatedDevice>(args->Destination)).Handle;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint CopyToMemory(CopyToArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(CopyToArguments* args) => args->Copy = Transfers.ToDevice(PluginObject.From<DeviceBuffer>(args->Buffer), PluginObject.From<MemorySpace>(args->Destination).Device).Handle;
    }

    private static EmulatedDevice TargetDevice(EmulatedClient client, nint device, nint memory)
    {
        var target = memory != 0 ? PluginObject.From<MemorySpace>(memory).Device : PluginObject.From<EmulatedDevice>(device);
        return target.Client == client ? target : throw ProgramException.Invalid($"{target.Name.Text} belongs to another client");
    }

    private static DeviceShape Shape(int type, long* dims, nuint rank)
    {
        if (!ElementTypes.IsKnown(type))
            throw ProgramException.Unimplemented($"buffers of type {type} are not implemented");
        var sizes = new ReadOnlySpan<long>(dims, checked((int)rank)).ToArray();
        if (Array.Exists(sizes, d => d < 0))
            throw ProgramException.Invalid($"a dimension is negative: {string.Join('x', sizes)}");
        return DeviceShape.Of(new TensorType((ElementType)type, sizes));
    }
}
