using System.Runtime.InteropServices;

namespace Pjrt.Native;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DeserializeArguments
{
    public nuint StructSize;
    public void* Extensions;
    public nint Client;
    public byte* Serialized;
    public nuint SerializedSize;
    public nint Executable;
    public byte* OverriddenOptions;
    public nuint OverriddenOptionsSize;
    public void* LoadOptions;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SerializeArguments
{
    public const int Size = 56;
    public nuint StructSize;
    public void* Extensions;
    public nint Executable;
    public byte* Bytes;
    public nuint ByteCount;
    public nint Owner;
    public delegate* unmanaged[Cdecl]<nint, void> Delete;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OutputDimensionsArguments
{
    public const int Size = 48;
    public nuint StructSize;
    public void* Extensions;
    public nint Executable;
    public nuint OutputCount;
    public long* Dimensions;
    public nuint* Ranks;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CompiledMemoryArguments
{
    public nuint StructSize;
    public void* Extensions;
    public nint Executable;
    public long GeneratedCode;
    public long Arguments;
    public long Outputs;
    public long Aliases;
    public long Temporaries;
    public fixed long HostSizes[5];
    public long Peak;
    public fixed long Later[4];
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ExecuteOptions
{
    public nuint StructSize;
    public void* Extensions;
    public void* SendCallbacks;
    public void* ReceiveCallbacks;
    public nuint SendCount;
    public nuint ReceiveCount;
    public int LaunchId;
    public long* NonDonatableInputs;
    public nuint NonDonatableInputCount;
    public fixed long Later[9];
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ExecuteArguments
{
    public const int Size = 80;
    public nuint StructSize;
    public void* Extensions;
    public nint Executable;
    public ExecuteOptions* Options;
    public nint** ArgumentLists;
    public nuint DeviceCount;
    public nuint ArgumentCount;
    public nint** OutputLists;
    public nint* CompletionEvents;
    public nint ExecuteDevice;
}
