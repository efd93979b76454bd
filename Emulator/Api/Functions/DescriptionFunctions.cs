using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Devices;
using Emulator.Objects;

namespace Emulator.Api.Functions;

/// <summary>PJRT_DeviceDescription.</summary>
internal static unsafe class DescriptionFunctions
{
    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.DeviceDescriptionId] = (nint)(delegate* unmanaged[Cdecl]<ObjectIntArguments*, nint>)&GetId;
        table[(int)ApiFunction.DeviceDescriptionProcessIndex] = (nint)(delegate* unmanaged[Cdecl]<ObjectIntArguments*, nint>)&GetProcessIndex;
        table[(int)ApiFunction.DeviceDescriptionAttributes] = (nint)(delegate* unmanaged[Cdecl]<CountedListArguments*, nint>)&GetAttributes;
        table[(int)ApiFunction.DeviceDescriptionKind] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&GetKind;
        table[(int)ApiFunction.DeviceDescriptionDebugString] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&GetDebugString;
        table[(int)ApiFunction.DeviceDescriptionToString] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&GetString;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetId(ObjectIntArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectIntArguments* args) => args->Value = PluginObject.From<DeviceDescription>(args->Object).Id;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetProcessIndex(ObjectIntArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectIntArguments* args) => args->Value = 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetAttributes(CountedListArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(CountedListArguments* args)
        {
            var attributes = PluginObject.From<DeviceDescription>(args->Object).Attributes;
            args->Items = attributes.Pointer;
            args->Count = attributes.Count;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetKind(ObjectTextArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectTextArguments* args)
        {
            var text = PluginObject.From<DeviceDescription>(args->Object).Kind;
            args->Text = text.Pointer;
            args->Length = text.Length;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetDebugString(ObjectTextArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectTextArguments* args)
        {
            var text = PluginObject.From<DeviceDescription>(args->Object).DebugString;
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
            var text = PluginObject.From<DeviceDescription>(args->Object).Name;
            args->Text = text.Pointer;
            args->Length = text.Length;
        }
    }
}
