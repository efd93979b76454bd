using Pjrt.Native;

namespace Pjrt;

/// <summary>One addressable device of a client: a NeuronCore, a GPU, an emulated core. It lives as long as its client.</summary>
public sealed unsafe class PjrtDevice
{
    private readonly FunctionTable _api;
    private readonly NativeHandle _client;

    internal PjrtDevice(FunctionTable api, NativeHandle client, nint pointer)
    {
        (_api, _client, Pointer) = (api, client, pointer);
        var description = api.GetPointer(Function.DeviceGetDescription, pointer);
        Id = api.GetInt32(Function.DeviceDescriptionId, description);
        Kind = api.GetText(Function.DeviceDescriptionKind, description);
        LocalHardwareId = api.GetInt32(Function.DeviceLocalHardwareId, pointer);
    }

    /// <summary>Number in device assignments, unique among all processes.</summary>
    public int Id { get; }

    /// <summary>Number on this machine; plugins that reuse ids keep this one distinct.</summary>
    public int LocalHardwareId { get; }

    /// <summary>The vendor's name of the hardware.</summary>
    public string Kind { get; }

    /// <summary>
    /// How long executions of this process have kept the device busy so far: from the call to its completion, overlapping ones counted
    /// once. Plugins tell nothing of the kind.
    /// </summary>
    public TimeSpan BusyTime => Busy.Elapsed;

    internal BusyClock Busy { get; } = new();

    internal nint Pointer { get; }

    internal NativeHandle Client => _client;

    /// <summary>Memory in use now, or null if the plugin does not tell.</summary>
    /// <exception cref="ObjectDisposedException">The client is disposed.</exception>
    public DeviceMemoryStats? GetMemoryStats()
    {
        using var client = _client.Use();
        if (!_api.Has(Function.DeviceMemoryStats))
            return null;
        var stats = new MemoryStatsArguments { StructSize = (nuint)_api.Sizes.DeviceMemoryStats, Device = Pointer };
        var error = _api.Invoke(Function.DeviceMemoryStats, &stats);
        if (error == 0)
        {
            return new DeviceMemoryStats(
                stats.BytesInUse, stats.PeakBytesInUse.ToNullable(), stats.Allocations.ToNullable(),
                stats.LargestAllocation.ToNullable(), stats.BytesLimit.ToNullable());
        }

        var exception = _api.TakeError(error);
        return exception.Code == PjrtErrorCode.Unimplemented ? null : throw exception;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Id}";
}
