using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Devices;
using Emulator.Objects;

namespace Emulator.Api.Functions;

/// <summary>PJRT_Memory.</summary>
internal static unsafe class MemoryFunctions
{
    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.MemoryId] = (nint)(delegate* unmanaged[Cdecl]<ObjectIntArguments*, nint>)&GetId;
        table[(int)ApiFunction.MemoryKind] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&GetKind;
        table[(int)ApiFunction.MemoryKindId] = (nint)(delegate* unmanaged[Cdecl]<ObjectIntArguments*, nint>)&GetKindId;
        table[(int)ApiFunction.MemoryDebugString] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&GetDebugString;
        table[(int)ApiFunction.MemoryToString] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&GetString;
        table[(int)ApiFunction.MemoryAddressableByDevices] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&AddressableByDevices;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetId(ObjectIntArguments* args) => Getter.Int<MemorySpace>(args, memory => memory.Device.Index);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetKind(ObjectTextArguments* args) => Getter.Text<MemorySpace>(args, _ => MemorySpace.Kind);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetKindId(ObjectIntArguments* args) => Getter.Int<MemorySpace>(args, _ => 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetDebugString(ObjectTextArguments* args) => Getter.Text<MemorySpace>(args, memory => memory.Name);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetString(ObjectTextArguments* args) => Getter.Text<MemorySpace>(args, memory => memory.Name);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint AddressableByDevices(ObjectListArguments* args) => Getter.Array<MemorySpace>(args, memory => new PinnedArray(memory.Devices, 1));
}
