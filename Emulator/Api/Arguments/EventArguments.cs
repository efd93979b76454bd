using System.Runtime.InteropServices;

namespace Emulator.Api;

/// <summary>PJRT_Event_OnReady_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct EventOnReadyArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Event;
    public delegate* unmanaged[Cdecl]<nint, nint, void> Callback;
    public nint UserArgument;

    public static nuint RequiredSize => 40;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Event_Set_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct EventSetArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Event;
    public int Code;
    public byte* Message;
    public nuint MessageLength;

    public static nuint RequiredSize => 48;

    public readonly nuint StructSize => _structSize;
}

/// <summary>PJRT_Event_Create_Args.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CreateEventArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Event;

    public static nuint RequiredSize => 24;

    public readonly nuint StructSize => _structSize;
}
