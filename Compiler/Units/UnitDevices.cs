using Compiler.Jobs;
using Fleet;
using Inference.Artifacts;
using Pjrt;

namespace Compiler.Units;

/// <summary>Opens the devices of a unit, with the store behind them.</summary>
internal sealed class UnitDevices(JobSettings settings, PjrtPlugin plugin, ArtifactStore store, TimeProvider time)
{
    /// <exception cref="PjrtException">The plugin has no such devices.</exception>
    /// <exception cref="InvalidOperationException">The process sees other devices than the unit's worker will.</exception>
    public UnitDevice Open(Unit unit)
    {
        var client = settings.Device.CreateClient(plugin, unit.Accelerator.DeviceKind, unit.Cores, unit.MemoryBytesPerCore);
        if (settings is { Unit: null, Device.Emulated: false } && client.PlatformName != "cpu" && client.Devices.Count != unit.Cores)
        {
            // Which devices a process sees is settled when the plugin is loaded, once, for the first of the units.
            var seen = client.Devices.Count;
            client.Dispose();
            throw new InvalidOperationException(
                $"{unit.Name} has {unit.Cores} devices and this process sees {seen}: no worker would find what it compiles. Run a job for this unit alone: Worker:Unit={unit.Name}.");
        }
        var target = ArtifactTarget.Of(plugin, client, settings.Device, UnitEnvironment.CompilerFlags(settings.Device));
        var source = new StoredSource(store, unit.Model.Name, unit.Accelerator.Name, client, target, MissingArtifact.Compile, time);
        return new UnitDevice(client, source);
    }
}

/// <summary>The devices of one unit.</summary>
internal sealed record UnitDevice(PjrtClient Client, StoredSource Source) : IDisposable
{
    public void Dispose() => Client.Dispose();
}
