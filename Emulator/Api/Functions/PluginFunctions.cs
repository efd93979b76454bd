using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Emulator.Api.Functions;

/// <summary>The plugin as a whole.</summary>
internal static unsafe class PluginFunctions
{
    private static readonly NamedValueList Attributes = new(
        ("stablehlo_current_version", new long[] { 1, 9, 0 }), ("stablehlo_minimum_version", new long[] { 0, 9, 0 }), ("emulated", true));

    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.PluginInitialize] = (nint)(delegate* unmanaged[Cdecl]<NoArguments*, nint>)&Initialize;
        table[(int)ApiFunction.PluginAttributes] = (nint)(delegate* unmanaged[Cdecl]<PluginAttributesArguments*, nint>)&GetAttributes;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Initialize(NoArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(NoArguments* args)
        {
            // Nothing is set up before a client is created.
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GetAttributes(PluginAttributesArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(PluginAttributesArguments* args)
        {
            args->Attributes = Attributes.Pointer;
            args->Count = Attributes.Count;
        }
    }
}
