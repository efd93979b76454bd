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
    private static nint Destroy(ObjectArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectArguments* args)
        {
            if (args->Object != 0)
                PluginObject.From<LoadedExecutable>(args->Object).Destroy();
        }
    }

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
    private static nint AddressableDevices(ObjectListArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectListArguments* args)
        {
            var loaded = PluginObject.From<LoadedExecutable>(args->Object);
            args->Items = loaded.DeviceHandles;
            args->Count = (nuint)loaded.Devices.Length;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Delete(ObjectArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectArguments* args) => PluginObject.From<LoadedExecutable>(args->Object).Delete();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint IsDeleted(ObjectFlagArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectFlagArguments* args) => args->Value = PluginObject.From<LoadedExecutable>(args->Object).IsDeleted ? (byte)1 : (byte)0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Fingerprint(ObjectTextArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectTextArguments* args)
        {
            var text = PluginObject.From<LoadedExecutable>(args->Object).Executable.Fingerprint;
            args->Text = text.Pointer;
            args->Length = text.Length;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Execute(ExecuteArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ExecuteArguments* args) => Submission.Submit(args);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint LogicalIds(ObjectListArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectListArguments* args)
        {
            var loaded = PluginObject.From<LoadedExecutable>(args->Object);
            args->Items = loaded.LogicalIds;
            args->Count = (nuint)loaded.Devices.Length;
        }
    }
}
