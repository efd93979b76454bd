using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Api.Compilation;
using Emulator.Launching;
using Emulator.Objects;

namespace Emulator.Api.Functions;

/// <summary>PJRT_LoadedExecutable.</summary>
internal static unsafe class LoadedExecutableFunctions
{
    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.LoadedExecutableDestroy] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, nint>)&Destroy;
        table[(int)ApiFunction.LoadedExecutableGetExecutable] = (nint)(delegate* unmanaged[Cdecl]<ObjectPointerArguments*, nint>)&GetExecutable;
        table[(int)ApiFunction.LoadedExecutableAddressableDevices] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&AddressableDevices;
        table[(int)ApiFunction.LoadedExecutableDelete] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, nint>)&Delete;
        table[(int)ApiFunction.LoadedExecutableIsDeleted] = (nint)(delegate* unmanaged[Cdecl]<ObjectFlagArguments*, nint>)&IsDeleted;
        table[(int)ApiFunction.LoadedExecutableFingerprint] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&Fingerprint;
        table[(int)ApiFunction.LoadedExecutableAddressableDeviceLogicalIds] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&LogicalIds;
        table[(int)ApiFunction.LoadedExecutableExecute] = (nint)(delegate* unmanaged[Cdecl]<ExecuteArguments*, nint>)&Execute;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Destroy(ObjectArguments* args) => Edge.Destroy<LoadedExecutable>(args);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetExecutable(ObjectPointerArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectPointerArguments* args)
        {
            var loaded = PluginObject.From<LoadedExecutable>(args->Object);
            args->Value = new ExecutableHandle(loaded.Executable, loaded.Client.Counters).Handle;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint AddressableDevices(ObjectListArguments* args) => Getter.Array<LoadedExecutable>(args, loaded => new PinnedArray(loaded.DeviceHandles, (nuint)loaded.Devices.Length));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Delete(ObjectArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectArguments* args) => PluginObject.From<LoadedExecutable>(args->Object).Delete();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint IsDeleted(ObjectFlagArguments* args) => Getter.Flag<LoadedExecutable>(args, loaded => loaded.IsDeleted);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Fingerprint(ObjectTextArguments* args) => Getter.Text<LoadedExecutable>(args, loaded => loaded.Executable.Fingerprint);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Execute(ExecuteArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ExecuteArguments* args) => Submission.Submit(args);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint LogicalIds(ObjectListArguments* args) => Getter.Array<LoadedExecutable>(args, loaded => new PinnedArray(loaded.LogicalIds, (nuint)loaded.Devices.Length));
}
