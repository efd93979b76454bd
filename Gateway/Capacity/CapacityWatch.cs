using Gateway.Units;

namespace Gateway.Capacity;

/// <summary>Lets capacity follow time and the fleet: hold times run out, and a unit all of whose devices fail is short.</summary>
internal sealed class CapacityWatch(LiveFleet fleet, CapacityControl control, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private ITimer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        fleet.Changed += OnChanged;
        _timer = time.CreateTimer(_ => control.Look(), null, Interval, Interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        fleet.Changed -= OnChanged;
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    private void OnChanged(LiveUnit? unit, Worker? worker)
    {
        if (unit is null || worker is null) return;
        var workers = unit.Workers;
        if (Array.Exists(workers, one => one.IsReady))
            control.Available(unit, CapacitySource.Devices, $"{worker.Name} {worker.Reason}");
        else if (workers.Length > 0 && Array.TrueForAll(workers, one => one.Report is { DevicesFail: true }))
            control.Short(unit, CapacitySource.Devices, $"the devices of {(workers.Length == 1 ? workers[0].Name : $"all {workers.Length} workers")} fail");
    }
}
