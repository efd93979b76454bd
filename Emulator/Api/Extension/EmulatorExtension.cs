using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Devices;
using Emulator.Objects;

namespace Emulator.Api.Extension;

/// <summary>
/// The private extension of the emulated device: counters, and faults at run time. Found as any PJRT extension, by
/// walking <c>PJRT_Api.extension_start</c> (struct_size@0, type@8, next@16) for <see cref="Type"/>.
/// </summary>
/// <remarks>
/// <code>
/// struct Emulator_Extension {                       // 48 bytes
///   size_t struct_size; int32_t type; void* next;   // @0 @8 @16; type 0x454D55 ("EMU"), next null
///   PJRT_Error* (*counters)(Counters_Args*);        // @24
///   PJRT_Error* (*device_counters)(Device_Args*);   // @32
///   PJRT_Error* (*set_fault)(Fault_Args*);          // @40
/// };
/// struct Counters_Args {                            // 112 bytes
///   size_t struct_size; void* extension_start;
///   PJRT_Client* client;                            // @16 in; null: the whole process
///   int64_t live[8];                                // @24 out: client, error, event, buffer, executable, loaded executable, topology, serialised
///   int64_t compilations, loads, executions;        // @88 @96 @104 out; executions counts each device taking part
/// };
/// struct Device_Args {                              // 56 bytes
///   size_t struct_size; void* extension_start;
///   PJRT_Client* client; int64_t device;            // @16 @24 in: index of the device
///   int64_t executions, busy_nanoseconds;           // @32 @40 out
///   int64_t fault;                                  // @48 out: kind of the fault it has
/// };
/// struct Fault_Args {                               // 48 bytes
///   size_t struct_size; void* extension_start;
///   PJRT_Client* client; int64_t device;            // @16 @24 in
///   int32_t kind;                                   // @32 in: 0 none, 1 fail, 2 slow, 3 corrupt
///   double factor;                                  // @40 in: for slow, how many times as long (at least 1)
/// };
/// </code>
/// All give a PJRT_Error or null, as the functions of the table do. A fault holds for executions that begin after it.
/// </remarks>
internal static unsafe class EmulatorExtension
{
    /// <summary>Well above the numbers that the PJRT C API gives its own.</summary>
    public const int Type = 0x454D55;

    public static nint Pointer { get; } = Make();

    private static nint Make()
    {
        var extension = (nint*)NativeMemory.AllocZeroed(48);
        extension[0] = 48;
        *(int*)(extension + 1) = Type;
        extension[3] = (nint)(delegate* unmanaged[Cdecl]<CountersArguments*, nint>)&GetCounters;
        extension[4] = (nint)(delegate* unmanaged[Cdecl]<DeviceCountersArguments*, nint>)&GetDeviceCounters;
        extension[5] = (nint)(delegate* unmanaged[Cdecl]<FaultArguments*, nint>)&SetFault;
        return (nint)extension;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetCounters(CountersArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(CountersArguments* args)
        {
            var counters = args->Client == 0 ? Counters.Process : PluginObject.From<EmulatedClient>(args->Client).Counters;
            for (var kind = 0; kind < (int)ObjectKind.Count; kind++)
                args->Live[kind] = counters.Live((ObjectKind)kind);
            args->Compilations = counters.Compilations;
            args->Loads = counters.Loads;
            args->Executions = counters.Executions;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetDeviceCounters(DeviceCountersArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(DeviceCountersArguments* args)
        {
            var client = PluginObject.From<EmulatedClient>(args->Client);
            var device = client.Device(checked((int)args->Device));
            args->Executions = device.Executions;
            args->BusyNanoseconds = (long)device.Busy.TotalNanoseconds;
            args->Fault = (long)client.Options.Faults[device.Index].Kind;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint SetFault(FaultArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(FaultArguments* args)
            => PluginObject.From<EmulatedClient>(args->Client).Options.Faults.Set(checked((int)args->Device), new Fault((FaultKind)args->Kind, args->Factor));
    }
}
