using System.Runtime.InteropServices;

namespace Emulator.Api;

/// <summary>PJRT_Executable_GetCompiledMemoryStats_Args, in bytes for one device.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CompiledMemoryArguments : IArguments
{
    private readonly nuint _structSize;
    private readonly nint _extensions;
    public nint Executable;
    public long GeneratedCode;
    public long Arguments;
    public long Outputs;
    public long Aliases;
    public long Temporaries;
    public long HostGeneratedCode;
    public long HostArguments;
    public long HostOutputs;
    public long HostAliases;
    public long HostTemporaries;
    public long Peak;
    public long Total;
    public long TotalAllocation;
    public long IndefiniteAllocations;
    public long PeakUnpaddedHeap;

    public static nuint RequiredSize => 144;

    public readonly nuint StructSize => _structSize;
}
