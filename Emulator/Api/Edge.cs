using System.Runtime.CompilerServices;
using Emulator.Errors;
using Emulator.Objects;

namespace Emulator.Api;

/// <summary>The border between native callers and managed code: no exception crosses it.</summary>
internal static unsafe class Edge
{
    /// <summary>Runs a function of the table; a failure becomes a PJRT_Error.</summary>
    public static nint Call<T>(T* args, delegate*<T*, void> body, [CallerMemberName] string function = "")
        where T : unmanaged, IArguments
    {
        try
        {
            Check(args, function);
            body(args);
            return 0;
        }
        catch (Exception e)
        {
            return PluginError.Make(e);
        }
    }

    /// <summary>A caller built against an older header gives a smaller struct: its missing fields can not be read or written.</summary>
    private static void Check<T>(T* args, string function)
        where T : unmanaged, IArguments
    {
        if (args is null)
            throw ProgramException.Invalid($"{function}: the arguments are null");
        if (args->StructSize < T.RequiredSize)
            throw ProgramException.Invalid($"{function}: unexpected struct size: expected {T.RequiredSize}, got {args->StructSize}; this plugin speaks PJRT C API 0.{ApiTable.Minor}");
    }
}
