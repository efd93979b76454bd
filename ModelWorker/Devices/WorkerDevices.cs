using Compiler.Units;
using Pjrt;

namespace ModelWorker.Devices;

/// <summary>The plugin that the configuration names, and the unit's devices through it.</summary>
internal sealed class WorkerDevices : IDisposable
{
    private readonly WorkerUnit _unit;
    private PjrtClient? _client;

    private WorkerDevices(DeviceSettings settings, WorkerUnit unit, PjrtPlugin plugin) => (Settings, _unit, Plugin) = (settings, unit, plugin);

    public DeviceSettings Settings { get; }

    public PjrtPlugin Plugin { get; }

    /// <summary>Null until <see cref="Connect"/>.</summary>
    public PjrtClient? Client => Volatile.Read(ref _client);

    /// <summary>Loads the plugin, its environment set before.</summary>
    /// <exception cref="InvalidOperationException">The configuration names no device, or the unit is of another family.</exception>
    public static WorkerDevices Open(DeviceSettings settings, WorkerUnit unit, WorkerPlatform platform)
    {
        if (unit.Definition.Accelerator.Family != platform.Family)
            throw new InvalidOperationException(
                $"Unit {unit.Name} runs on {unit.Definition.Accelerator.Name}, which is {unit.Definition.Accelerator.Family}; this is the worker for {platform.Family}.");
        UnitEnvironment.Apply(unit.Definition, settings);
        return new WorkerDevices(settings, unit, settings.OpenPlugin(platform.Emulator));
    }

    /// <summary>Creates the client: on hardware this takes the devices for this process.</summary>
    /// <exception cref="PjrtException">The plugin refused.</exception>
    /// <exception cref="InvalidOperationException">There are fewer devices than the unit has.</exception>
    public PjrtClient Connect()
    {
        var unit = _unit.Definition;
        var client = Settings.CreateClient(Plugin, unit.Accelerator.DeviceKind, unit.Cores, unit.MemoryBytesPerCore);
        if (client.Devices.Count < unit.TensorParallel)
        {
            var found = client.Devices.Count;
            client.Dispose();
            throw new InvalidOperationException($"Unit {unit.Name} shards over {unit.TensorParallel} devices; the plugin has {found}.");
        }
        Volatile.Write(ref _client, client);
        return client;
    }

    public void Dispose() => _client?.Dispose();
}
