using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Aspire.Hosting.Processes;

/// <summary>A Windows job object that ends its processes when the last handle to it is closed.</summary>
internal sealed class WindowsJob : IDisposable
{
    private const int ExtendedLimitInformation = 9;
    private const uint KillOnJobClose = 0x2000;

    private readonly SafeFileHandle _job = CreateJobObject(0, null);

    public WindowsJob()
    {
        var limits = new ExtendedLimits { LimitFlags = KillOnJobClose };
        SetInformationJobObject(_job, ExtendedLimitInformation, ref limits, (uint)Marshal.SizeOf<ExtendedLimits>());
    }

    public void Add(Process child) => AssignProcessToJobObject(_job, child.SafeHandle);

    public void Dispose() => _job.Dispose();

    [DllImport("kernel32", EntryPoint = "CreateJobObjectW", CharSet = CharSet.Unicode)]
    private static extern SafeFileHandle CreateJobObject(nint attributes, string? name);

    [DllImport("kernel32")]
    private static extern bool SetInformationJobObject(SafeFileHandle job, int kind, ref ExtendedLimits limits, uint length);

    [DllImport("kernel32")]
    private static extern bool AssignProcessToJobObject(SafeFileHandle job, SafeProcessHandle process);

    /// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION (winnt.h): basic limits, I/O counters, memory limits.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ExtendedLimits
    {
        public long PerProcessUserTimeLimit;
        public long PerJobUserTimeLimit;
        public uint LimitFlags;
        public nuint MinimumWorkingSetSize;
        public nuint MaximumWorkingSetSize;
        public uint ActiveProcessLimit;
        public nuint Affinity;
        public uint PriorityClass;
        public uint SchedulingClass;
        public ulong ReadOperationCount;
        public ulong WriteOperationCount;
        public ulong OtherOperationCount;
        public ulong ReadTransferCount;
        public ulong WriteTransferCount;
        public ulong OtherTransferCount;
        public nuint ProcessMemoryLimit;
        public nuint JobMemoryLimit;
        public nuint PeakProcessMemoryUsed;
        public nuint PeakJobMemoryUsed;
    }
}
