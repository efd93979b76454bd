using System.Runtime.CompilerServices;
using Emulator.Objects;

namespace Emulator.Api;

/// <summary>Functions of the table that only tell what an object keeps. Text and arrays stay the object's: callers free nothing.</summary>
internal static unsafe class Getter
{
    public static nint Text<T>(ObjectTextArguments* args, Func<T, PinnedText> get, [CallerMemberName] string function = "")
        where T : PluginObject
    {
        return Edge.Call(args, get, &Body, function);

        static void Body(ObjectTextArguments* args, Func<T, PinnedText> get)
        {
            var text = get(PluginObject.From<T>(args->Object));
            args->Text = text.Pointer;
            args->Length = text.Length;
        }
    }

    public static nint Array<T>(ObjectListArguments* args, Func<T, PinnedArray> get, [CallerMemberName] string function = "")
        where T : PluginObject
    {
        return Edge.Call(args, get, &Body, function);

        static void Body(ObjectListArguments* args, Func<T, PinnedArray> get)
        {
            var array = get(PluginObject.From<T>(args->Object));
            args->Items = array.Items;
            args->Count = array.Count;
        }
    }

    public static nint Array<T>(CountedListArguments* args, Func<T, PinnedArray> get, [CallerMemberName] string function = "")
        where T : PluginObject
    {
        return Edge.Call(args, get, &Body, function);

        static void Body(CountedListArguments* args, Func<T, PinnedArray> get)
        {
            var array = get(PluginObject.From<T>(args->Object));
            args->Items = array.Items;
            args->Count = array.Count;
        }
    }

    public static nint Int<T>(ObjectIntArguments* args, Func<T, int> get, [CallerMemberName] string function = "")
        where T : PluginObject
    {
        return Edge.Call(args, get, &Body, function);

        static void Body(ObjectIntArguments* args, Func<T, int> get) => args->Value = get(PluginObject.From<T>(args->Object));
    }

    public static nint Long<T>(ObjectLongArguments* args, Func<T, long> get, [CallerMemberName] string function = "")
        where T : PluginObject
    {
        return Edge.Call(args, get, &Body, function);

        static void Body(ObjectLongArguments* args, Func<T, long> get) => args->Value = get(PluginObject.From<T>(args->Object));
    }

    public static nint Pointer<T>(ObjectPointerArguments* args, Func<T, nint> get, [CallerMemberName] string function = "")
        where T : PluginObject
    {
        return Edge.Call(args, get, &Body, function);

        static void Body(ObjectPointerArguments* args, Func<T, nint> get) => args->Value = get(PluginObject.From<T>(args->Object));
    }

    public static nint Flag<T>(ObjectFlagArguments* args, Func<T, bool> get, [CallerMemberName] string function = "")
        where T : PluginObject
    {
        return Edge.Call(args, get, &Body, function);

        static void Body(ObjectFlagArguments* args, Func<T, bool> get) => args->Value = get(PluginObject.From<T>(args->Object)) ? (byte)1 : (byte)0;
    }
}
