using System.Text;
using Emulator.Api;
using Emulator.Errors;

namespace Emulator.Tests.Api;

/// <summary>The function table as a C caller sees it: one pointer, offsets, opaque objects.</summary>
internal static unsafe class RawApi
{
    public static byte* Table => (byte*)EmulatorPlugin.GetPjrtApi();

    public static nint Function(ApiFunction function) => *(nint*)(Table + 40 + 8 * (int)function);

    public static void Check(nint error)
    {
        if (error == 0)
            return;
        var message = stackalloc nint[5] { 40, 0, error, 0, 0 };
        ((delegate* unmanaged[Cdecl]<void*, void>)Function(ApiFunction.ErrorMessage))(message);
        var text = Encoding.UTF8.GetString((byte*)message[3], (int)message[4]);
        var code = stackalloc nint[4] { 28, 0, error, 0 };
        ((delegate* unmanaged[Cdecl]<void*, nint>)Function(ApiFunction.ErrorGetCode))(code);
        var destroy = stackalloc nint[3] { 24, 0, error };
        ((delegate* unmanaged[Cdecl]<void*, void>)Function(ApiFunction.ErrorDestroy))(destroy);
        throw new ProgramException((ErrorCode)(int)code[3], text);
    }

    public static void Destroy(ApiFunction function, nint handle) => new Arguments(24).Set(16, handle).Call(function);

    public static void Await(nint @event)
    {
        try
        {
            new Arguments(24).Set(16, @event).Call(ApiFunction.EventAwait);
        }
        finally
        {
            Destroy(ApiFunction.EventDestroy, @event);
        }
    }

    public static ProgramException Refused(ErrorCode code, Action call)
    {
        var error = Assert.Throws<ProgramException>(call);
        Assert.Equal(code, error.Code);
        return error;
    }
}
