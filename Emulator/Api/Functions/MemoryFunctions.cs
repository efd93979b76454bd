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
    private static nint GetId(ObjectIntArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectIntArguments* args) => args->Value = PluginObject.From<MemorySpace>(args->Object).Device.Index;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetKind(ObjectTextArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectTextArguments* args)
        {
            var text = MemorySpace.Kind;
            args->Text = text.Pointer;
            args->Length = text.Length;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetKindId(ObjectIntArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectIntArguments* args) => args->Value = 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetDebugString(ObjectTextArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectTextArguments* args)
        {
            var text = PluginObject.From<MemorySpace>(args->Object).Name;
            args->Text = text.Pointer;
            args->Length = text.Length;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetString(ObjectTextArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectTextArguments* args)
        {
            var text = PluginObject.From<MemorySpace>(args->Object).Name;
            args->Text = text.Pointer;
            args->Length = text.Length;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint AddressableByDevices(ObjectListArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectListArguments* args)
        {
            args->Items = PluginObject.From<MemorySpace>(args->Object).Devices;
            args->Count = 1;
        }
    }
}
