using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Objects;

namespace Emulator.Api.Compilation;

/// <summary>Bytes handed to a caller, who frees them by the deleter.</summary>
internal sealed unsafe class SerializedBytes(byte[] bytes, Counters counters) : PluginObject(ObjectKind.Serialized, counters)
{
    private readonly byte[] _bytes = Pinned.Copy<byte>(bytes);

    public void HandTo(SerializeArguments* args)
    {
        args->Bytes = Pinned.Pointer(_bytes);
        args->Length = (nuint)_bytes.Length;
        args->Owner = Handle;
        args->Deleter = &Delete;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(nint owner)
    {
        try
        {
            From<SerializedBytes>(owner).Destroy();
        }
        catch (Exception)
        {
            // The function gives no error back, and none may cross the border: a wrong pointer frees nothing.
        }
    }
}
