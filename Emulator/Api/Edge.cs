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
        return Call(args, (nint)body, &Body, function);

        static void Body(T* args, nint body) => ((delegate*<T*, void>)body)(args);
    }

    /// <summary>The same for a function that needs something beside its arguments.</summary>
    public static nint Call<T, TState>(T* args, TState state, delegate*<T*, TState, void> body, string function)
        where T : unmanaged, IArguments
    {
        try
        {
            Check(args, function);
            body(args, state);
            return 0;
        }
        catch (Exception e)
        {
            return PluginError.Make(e);
        }
    }

    /// <summary>Ends an object that its caller created. Null is no error, as for C's free.</summary>
    public static nint Destroy<T>(ObjectArguments* args)
        where T : PluginObject
    {
        return Call(args, &Body, nameof(Destroy));

        static void Body(ObjectArguments* args)
        {
            if (args->Object != 0)
                PluginObject.From<T>(args->Object).Destroy();
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
