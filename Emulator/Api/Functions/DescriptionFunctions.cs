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
    private static nint GetId(ObjectIntArguments* args) => Getter.Int<DeviceDescription>(args, description => description.Id);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetProcessIndex(ObjectIntArguments* args) => Getter.Int<DeviceDescription>(args, _ => 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetAttributes(CountedListArguments* args) => Getter.Array<DeviceDescription>(args, description => PinnedArray.Of(description.Attributes));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetKind(ObjectTextArguments* args) => Getter.Text<DeviceDescription>(args, description => description.Kind);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetDebugString(ObjectTextArguments* args) => Getter.Text<DeviceDescription>(args, description => description.DebugString);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetString(ObjectTextArguments* args) => Getter.Text<DeviceDescription>(args, description => description.Name);
}
