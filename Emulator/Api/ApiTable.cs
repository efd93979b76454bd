using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Api.Extension;
using Emulator.Api.Functions;
using Emulator.Errors;
using Emulator.Objects;

namespace Emulator.Api;

/// <summary>
/// The PJRT_Api struct: size, extensions, version, then one pointer for each function. Minor 104 is the newest whose
/// errors and memories need no function table of their own. Made once, never freed.
/// </summary>
internal static unsafe class ApiTable
{
    public const int Minor = 104;

    private const int HeaderSize = 40;

    public static nint Pointer { get; } = Make();

    private static nint Make()
    {
        var size = HeaderSize + sizeof(nint) * (int)ApiFunction.Count;
        var table = (byte*)NativeMemory.AllocZeroed((nuint)size);
        *(nuint*)table = (nuint)size;
        *(nint*)(table + 8) = EmulatorExtension.Pointer;
        // PJRT_Api_Version: size, extensions, major 0, minor.
        *(nuint*)(table + 16) = 24;
        *(int*)(table + 36) = Minor;

        var functions = new Span<nint>(table + HeaderSize, (int)ApiFunction.Count);
        functions.Fill((nint)(delegate* unmanaged[Cdecl]<void*, nint>)&NotImplemented);
        ErrorFunctions.Fill(functions);
        PluginFunctions.Fill(functions);
        EventFunctions.Fill(functions);
        ClientFunctions.Fill(functions);
        CompileFunctions.Fill(functions);
        DescriptionFunctions.Fill(functions);
        DeviceFunctions.Fill(functions);
        MemoryFunctions.Fill(functions);
        TopologyFunctions.Fill(functions);
        ExecutableFunctions.Fill(functions);
        LoadedExecutableFunctions.Fill(functions);
        BufferFunctions.Fill(functions);
        TransferFunctions.Fill(functions);
        return (nint)table;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint NotImplemented(void* args)
        => PluginError.Make(ProgramException.Unimplemented("this function of the PJRT C API is not implemented by the emulated device"));
}
