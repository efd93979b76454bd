namespace Emulator.Tests.Api;

/// <summary>Bytes that the plugin handed out with a deleter (pointer, length, owner, deleter from offset 24).</summary>
internal static unsafe class Serialized
{
    public static void Free(Arguments call) => ((delegate* unmanaged[Cdecl]<nint, void>)call.Get(48))(call.Get(40));
}
