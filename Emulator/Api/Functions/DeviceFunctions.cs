using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Devices;
using Emulator.Objects;

namespace Emulator.Api.Functions;

/// <summary>PJRT_Device.</summary>
internal static unsafe class DeviceFunctions
{
    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.DeviceGetDescription] = (nint)(delegate* unmanaged[Cdecl]<ObjectPointerArguments*, nint>)&GetDescription;
        table[(int)ApiFunction.DeviceIsAddressable] = (nint)(delegate* unmanaged[Cdecl]<ObjectFlagArguments*, nint>)&IsAddressable;
        table[(int)ApiFunction.DeviceLocalHardwareId] = (nint)(delegate* unmanaged[Cdecl]<ObjectIntArguments*, nint>)&LocalHardwareId;
        table[(int)ApiFunction.DeviceAddressableMemories] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&AddressableMemories;
        table[(int)ApiFunction.DeviceDefaultMemory] = (nint)(delegate* unmanaged[Cdecl]<ObjectPointerArguments*, nint>)&DefaultMemory;
        table[(int)ApiFunction.DeviceGetAttributes] = (nint)(delegate* unmanaged[Cdecl]<DeviceAttributesArguments*, nint>)&GetAttributes;
        table[(int)ApiFunction.DeviceMemoryStats] = (nint)(delegate* unmanaged[Cdecl]<MemoryStatsArguments*, nint>)&MemoryStats;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetDescription(ObjectPointerArguments* args) => Getter.Pointer<EmulatedDevice>(args, device => device.Description.Handle);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint IsAddressable(ObjectFlagArguments* args) => Getter.Flag<EmulatedDevice>(args, _ => true);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint LocalHardwareId(ObjectIntArguments* args) => Getter.Int<EmulatedDevice>(args, device => device.Index);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint AddressableMemories(ObjectListArguments* args) => Getter.Array<EmulatedDevice>(args, device => new PinnedArray(device.Space.Self, 1));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint DefaultMemory(ObjectPointerArguments* args) => Getter.Pointer<EmulatedDevice>(args, device => device.Space.Handle);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetAttributes(DeviceAttributesArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(DeviceAttributesArguments* args)
        {
            // They belong to the device: there is nothing to delete.
            var attributes = PluginObject.From<EmulatedDevice>(args->Device).Description.Attributes;
            args->Attributes = attributes.Pointer;
            args->Count = attributes.Count;
            args->Owner = 0;
            args->Deleter = &KeepAttributes;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint MemoryStats(MemoryStatsArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(MemoryStatsArguments* args)
        {
            var memory = PluginObject.From<EmulatedDevice>(args->Device).Memory;
            var use = memory.Use;
            args->BytesInUse = use.InUse;
            args->PeakBytesInUse = new OptionalLong(use.Peak);
            args->Allocations = new OptionalLong(use.Allocations);
            args->LargestAllocation = new OptionalLong(use.Largest);
            args->BytesLimit = new OptionalLong(memory.Limit);
            args->BytesReserved = default;
            args->PeakBytesReserved = default;
            args->BytesReservableLimit = default;
            args->LargestFreeBlock = new OptionalLong(memory.Limit - use.InUse);
            args->PoolBytes = default;
            args->PeakPoolBytes = default;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void KeepAttributes(nint attributes)
    {
    }
}
