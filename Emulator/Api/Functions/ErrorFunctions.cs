using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Objects;

namespace Emulator.Api.Functions;

/// <summary>PJRT_Error. Destroy and Message give no error back, so a wrong pointer is passed over.</summary>
internal static unsafe class ErrorFunctions
{
    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.ErrorDestroy] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, void>)&Destroy;
        table[(int)ApiFunction.ErrorMessage] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, void>)&Message;
        table[(int)ApiFunction.ErrorGetCode] = (nint)(delegate* unmanaged[Cdecl]<ObjectIntArguments*, nint>)&GetCode;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Destroy(ObjectArguments* args)
    {
        if (args is not null && args->Object != 0)
            Find(args->Object)?.Destroy();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Message(ObjectTextArguments* args)
    {
        if (args is null || Find(args->Object) is not { } error)
            return;
        args->Text = error.Message.Pointer;
        args->Length = error.Message.Length;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetCode(ObjectIntArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ObjectIntArguments* args) => args->Value = (int)PluginObject.From<PluginError>(args->Object).Code;
    }

    private static PluginError? Find(nint handle)
    {
        try
        {
            return PluginObject.From<PluginError>(handle);
        }
        catch (Exception)
        {
            // Nothing may cross the border, and there is nobody to tell.
            return null;
        }
    }
}
