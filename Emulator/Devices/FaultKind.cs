namespace Emulator.Devices;

/// <summary>What may go wrong with a device; the numbers are part of the private extension.</summary>
internal enum FaultKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Every execution with this device ends with INTERNAL.</summary>
    Fail = 1,

    /// <summary>Executions with this device take <see cref="Fault.Factor"/> times as long.</summary>
    Slow = 2,

    /// <summary>What this device computes is wrong: every seventh float of its outputs changes its sign.</summary>
    Corrupt = 3,
}

/// <param name="Factor">For <see cref="FaultKind.Slow"/>: how many times as long, at least 1.</param>
internal readonly record struct Fault(FaultKind Kind, double Factor);
