using System.Runtime.InteropServices;

namespace Emulator.Api;

/// <summary>PJRT_Client_Compile_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ClientCompileArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Client;
    public ProgramArguments* Program;
    public byte* Options;
    public nuint OptionsLength;
    public nint Executable;

    public static nuint RequiredSize => 56;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Client_Load_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ClientLoadArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Client;
    public nint Executable;
    public byte* Options;
    public nuint OptionsLength;
    public nint LoadedExecutable;

    public static nuint RequiredSize => 56;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Compile_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CompileArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Topology;
    public ProgramArguments* Program;
    public byte* Options;
    public nuint OptionsLength;
    public nint Client;
    public nint Executable;

    public static nuint RequiredSize => 64;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Program.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ProgramArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public byte* Code;
    public nuint CodeLength;
    public byte* Format;
    public nuint FormatLength;

    public static nuint RequiredSize => 48;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Executable_DeserializeAndLoad_Args; a newer caller has one field more.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DeserializeArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Client;
    public byte* Bytes;
    public nuint Length;
    public nint LoadedExecutable;
    public byte* Options;
    public nuint OptionsLength;

    public static nuint RequiredSize => 64;

    public readonly nuint StructSize => _structSize;
}
