using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Devices;
using Emulator.Errors;
using Emulator.Objects;

namespace Emulator.Api.Functions;

/// <summary>PJRT_Client.</summary>
internal static unsafe class ClientFunctions
{
    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.ClientCreate] = (nint)(delegate* unmanaged[Cdecl]<ClientCreateArguments*, nint>)&Create;
        table[(int)ApiFunction.ClientDestroy] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, nint>)&Destroy;
        table[(int)ApiFunction.ClientPlatformName] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&PlatformName;
        table[(int)ApiFunction.ClientPlatformVersion] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&PlatformVersion;
        table[(int)ApiFunction.ClientProcessIndex] = (nint)(delegate* unmanaged[Cdecl]<ObjectIntArguments*, nint>)&ProcessIndex;
        table[(int)ApiFunction.ClientDevices] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&GetDevices;
        table[(int)ApiFunction.ClientAddressableDevices] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&AddressableDevices;
        table[(int)ApiFunction.ClientLookupDevice] = (nint)(delegate* unmanaged[Cdecl]<ClientLookupArguments*, nint>)&LookupDevice;
        table[(int)ApiFunction.ClientLookupAddressableDevice] = (nint)(delegate* unmanaged[Cdecl]<ClientLookupArguments*, nint>)&LookupAddressableDevice;
        table[(int)ApiFunction.ClientAddressableMemories] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&AddressableMemories;
        table[(int)ApiFunction.ClientTopologyDescription] = (nint)(delegate* unmanaged[Cdecl]<ObjectPointerArguments*, nint>)&GetTopology;
        table[(int)ApiFunction.ClientDefaultDeviceAssignment] = (nint)(delegate* unmanaged[Cdecl]<ClientDefaultAssignmentArguments*, nint>)&DefaultDeviceAssignment;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Create(ClientCreateArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ClientCreateArguments* args) => args->Client = new EmulatedClient(ClientOptions.From(NamedValue.Read(args->Options, args->OptionCount))).Handle;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Destroy(ObjectArguments* args) => Edge.Destroy<EmulatedClient>(args);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint PlatformName(ObjectTextArguments* args) => Getter.Text<EmulatedClient>(args, _ => Platform.Name);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint PlatformVersion(ObjectTextArguments* args) => Getter.Text<EmulatedClient>(args, _ => Platform.Version);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ProcessIndex(ObjectIntArguments* args) => Getter.Int<EmulatedClient>(args, _ => 0);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetDevices(ObjectListArguments* args) => Getter.Array<EmulatedClient>(args, Devices);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint AddressableDevices(ObjectListArguments* args) => Getter.Array<EmulatedClient>(args, Devices);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint LookupDevice(ClientLookupArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ClientLookupArguments* args) => args->Device = PluginObject.From<EmulatedClient>(args->Client).Device(args->Id).Handle;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint LookupAddressableDevice(ClientLookupArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ClientLookupArguments* args) => args->Device = PluginObject.From<EmulatedClient>(args->Client).Device(args->Id).Handle;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint AddressableMemories(ObjectListArguments* args) => Getter.Array<EmulatedClient>(args, client => new PinnedArray(client.MemoryHandles, (nuint)client.Devices.Length));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetTopology(ObjectPointerArguments* args) => Getter.Pointer<EmulatedClient>(args, client => client.Topology.Handle);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint DefaultDeviceAssignment(ClientDefaultAssignmentArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ClientDefaultAssignmentArguments* args)
        {
            var client = PluginObject.From<EmulatedClient>(args->Client);
            var count = args->Replicas * args->Partitions;
            if (count < 1 || count > client.Devices.Length || (int)args->Count < count)
                throw ProgramException.Invalid($"{args->Replicas} replica(s) of {args->Partitions} partition(s) do not fit {client.Devices.Length} device(s), or a list of {args->Count}");
            for (var i = 0; i < count; i++)
                args->Assignment[i] = i;
        }
    }

    private static PinnedArray Devices(EmulatedClient client) => new(client.DeviceHandles, (nuint)client.Devices.Length);
}
