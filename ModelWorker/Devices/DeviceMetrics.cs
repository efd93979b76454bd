using System.Diagnostics.Metrics;
using ModelWorker.Telemetry;
using Pjrt;

namespace ModelWorker.Devices;

/// <summary>Busy share and memory of every core, for whoever reads the meters; whatever the plugin, the figures mean the same.</summary>
internal sealed class DeviceMetrics
{
    /// <summary>Several readers may ask; within this time they get the same share instead of dividing the interval between them.</summary>
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(1);

    private readonly WorkerDevices _devices;
    private readonly WorkerUnit _unit;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, TimeSpan> _busyBefore = [];
    private Measurement<double>[] _shares = [];
    private long _sampled;

    public DeviceMetrics(WorkerDevices devices, WorkerUnit unit, WorkerTelemetry telemetry, TimeProvider time)
    {
        (_devices, _unit, _time) = (devices, unit, time);
        _sampled = time.GetTimestamp();
        telemetry.Meter.CreateObservableGauge("inference.device.utilization", Utilization, "1", "Share of the time in which a core computed.");
        telemetry.Meter.CreateObservableGauge("inference.device.memory.usage", () => Memory(m => m.BytesInUse), "By", "Device memory in use.");
        telemetry.Meter.CreateObservableGauge("inference.device.memory.limit", () => Memory(m => m.BytesLimit), "By", "Device memory there is.");
    }

    internal IReadOnlyList<Measurement<double>> Utilization()
    {
        lock (_gate)
        {
            var window = _time.GetElapsedTime(_sampled);
            // Asked before the devices were there, it has nothing to repeat.
            if (window >= ShortestWindow || (_shares.Length == 0 && window > TimeSpan.Zero))
            {
                _sampled = _time.GetTimestamp();
                _shares = [.. Cores().Select(core => new Measurement<double>(Share(core.Device, window), core.Tags))];
            }
            return _shares;
        }
    }

    /// <summary>The mean of <see cref="Utilization"/>; null while there are no devices.</summary>
    public double? Busy()
    {
        var shares = Utilization();
        return shares.Count == 0 ? null : shares.Average(share => share.Value);
    }

    private double Share(PjrtDevice device, TimeSpan window)
    {
        var busy = device.BusyTime;
        var before = _busyBefore.GetValueOrDefault(device.Id);
        _busyBefore[device.Id] = busy;
        return Math.Clamp((busy - before) / window, 0, 1);
    }

    private IEnumerable<Measurement<long>> Memory(Func<DeviceMemoryStats, long?> figure)
    {
        foreach (var (device, tags) in Cores())
            if (StatsOf(device) is { } stats && figure(stats) is { } bytes)
                yield return new Measurement<long>(bytes, tags);
    }

    private static DeviceMemoryStats? StatsOf(PjrtDevice device)
    {
        try
        {
            return device.GetMemoryStats();
        }
        catch (Exception gone) when (gone is PjrtException or ObjectDisposedException)
        {
            return null;
        }
    }

    private IEnumerable<(PjrtDevice Device, KeyValuePair<string, object?>[] Tags)> Cores()
    {
        var perDevice = _unit.Definition.Accelerator.CoresPerDevice;
        return (_devices.Client?.Devices ?? []).Select((core, index) => (core, new KeyValuePair<string, object?>[]
        {
            new("inference.unit", _unit.Name),
            new("inference.device", index / perDevice),
            new("inference.core", index),
            new("inference.device.kind", core.Kind),
        }));
    }
}
