using Fleet;

namespace ModelWorker.Devices;

/// <summary>What one kind of accelerator needs that others do not; everything else is the same for all.</summary>
public sealed record WorkerPlatform
{
    /// <summary>Which units it serves.</summary>
    public required AcceleratorFamily Family { get; init; }

    /// <summary>Gives the emulator's function table; called only with <c>Device:Emulated=true</c>.</summary>
    public required Func<nint> Emulator { get; init; }
}
