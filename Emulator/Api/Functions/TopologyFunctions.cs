using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Api.Compilation;
using Emulator.Devices;
using Emulator.Objects;

namespace Emulator.Api.Functions;

/// <summary>PJRT_TopologyDescription.</summary>
internal static unsafe class TopologyFunctions
{
    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.TopologyCreate] = (nint)(delegate* unmanaged[Cdecl]<TopologyCreateArguments*, nint>)&Create;
        table[(int)ApiFunction.TopologyDeserialize] = (nint)(delegate* unmanaged[Cdecl]<TopologyDeserializeArguments*, nint>)&Deserialize;
        table[(int)ApiFunction.TopologyDestroy] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, nint>)&Destroy;
        table[(int)ApiFunction.TopologyPlatformName] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&PlatformName;
        table[(int)ApiFunction.TopologyPlatformVersion] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&PlatformVersion;
        table[(int)ApiFunction.TopologyGetDeviceDescriptions] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&GetDeviceDescriptions;
        table[(int)ApiFunction.TopologySerialize] = (nint)(delegate* unmanaged[Cdecl]<SerializeArguments*, nint>)&Serialize;
        table[(int)ApiFunction.TopologyAttributes] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&GetAttributes;
        table[(int)ApiFunction.TopologyFingerprint] = (nint)(delegate* unmanaged[Cdecl]<ObjectLongArguments*, nint>)&Fingerprint;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Create(TopologyCreateArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(TopologyCreateArguments* args) => args->Topology = new Topology(ClientOptions.From(NamedValue.Read(args->Options, args->OptionCount))).Handle;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Deserialize(TopologyDeserializeArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(TopologyDeserializeArguments* args) => args->Topology = Topology.Deserialize(new ReadOnlySpan<byte>(args->Bytes, checked((int)args->Length))).Handle;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Destroy(ObjectArguments* args) => Edge.Destroy<Topology>(args);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint PlatformName(ObjectTextArguments* args) => Getter.Text<Topology>(args, _ => Platform.Name);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint PlatformVersion(ObjectTextArguments* args) => Getter.Text<Topology>(args, _ => Platform.Version);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetDeviceDescriptions(ObjectListArguments* args) => Getter.Array<Topology>(args, topology => new PinnedArray(topology.Handles, (nuint)topology.Descriptions.Length));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Serialize(SerializeArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(SerializeArguments* args) => new SerializedBytes(PluginObject.From<Topology>(args->Object).Serialize(), Counters.Process).HandTo(args);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetAttributes(ObjectListArguments* args) => Getter.Array<Topology>(args, topology => PinnedArray.Of(topology.Attributes));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Fingerprint(ObjectLongArguments* args) => Getter.Long<Topology>(args, topology => (long)topology.Fingerprint);
}
