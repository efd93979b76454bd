using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Emulator.Errors;
using Emulator.Objects;

namespace Emulator.Api.Functions;

/// <summary>PJRT_Event.</summary>
internal static unsafe class EventFunctions
{
    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.EventDestroy] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, nint>)&Destroy;
        table[(int)ApiFunction.EventIsReady] = (nint)(delegate* unmanaged[Cdecl]<ObjectFlagArguments*, nint>)&IsReady;
        table[(int)ApiFunction.EventError] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, nint>)&Error;
        table[(int)ApiFunction.EventAwait] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, nint>)&Await;
        table[(int)ApiFunction.EventOnReady] = (nint)(delegate* unmanaged[Cdecl]<EventOnReadyArguments*, nint>)&OnReady;
        table[(int)ApiFunction.EventCreate] = (nint)(delegate* unmanaged[Cdecl]<CreateEventArguments*, nint>)&Create;
        table[(int)ApiFunction.EventSet] = (nint)(delegate* unmanaged[Cdecl]<EventSetArguments*, nint>)&Set;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Destroy(ObjectArguments* args) => Edge.Destroy<DeviceEvent>(args);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint IsReady(ObjectFlagArguments* args) => Getter.Flag<DeviceEvent>(args, awaited => awaited.Completion.IsDone);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Error(ObjectArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectArguments* args)
        {
            var completion = PluginObject.From<DeviceEvent>(args->Object).Completion;
            if (!completion.IsDone)
                throw ProgramException.Precondition("the event is not ready; await it before asking for its error");
            Throw(completion.Error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Await(ObjectArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectArguments* args) => Throw(PluginObject.From<DeviceEvent>(args->Object).Completion.Wait());
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OnReady(EventOnReadyArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(EventOnReadyArguments* args)
        {
            var (callback, argument) = ((nint)args->Callback, args->UserArgument);
            if (callback == 0)
                throw ProgramException.Invalid("the callback is null");
            PluginObject.From<DeviceEvent>(args->Event).Completion.OnDone(error =>
                ((delegate* unmanaged[Cdecl]<nint, nint, void>)callback)(PluginError.Make(error), argument));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Create(CreateEventArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(CreateEventArguments* args) => args->Event = new DeviceEvent(new Completion(), Counters.Process).Handle;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Set(EventSetArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(EventSetArguments* args)
        {
            var code = (ErrorCode)args->Code;
            var message = Encoding.UTF8.GetString(args->Message, (int)args->MessageLength);
            PluginObject.From<DeviceEvent>(args->Event).Completion.Complete(code == ErrorCode.Ok ? null : new ProgramException(code, message));
        }
    }

    private static void Throw(ProgramException? error)
    {
        if (error is not null)
            throw new ProgramException(error.Code, error.Message);
    }
}
