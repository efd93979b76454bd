using Compiler.Jobs;
using Fleet;
using Inference.Artifacts;
using Pjrt;

namespace Compiler.Units;

/// <summary>Opens the devices of a unit, with the store behind them.</summary>
internal sealed class UnitDevices(JobSettings settings, PjrtPlugin plugin, ArtifactStore store, TimeProvider time)
{
    /// <exception cref="PjrtException">The plugin has no such devices.</exception>
    public UnitDevice Open(Unit unit)
    {
        var client = settings.Device.CreateClient(plugin, unit.Accelerator.DeviceKind, unit.Cores, unit.MemoryBytesPerCore);
        var target = ArtifactTarget.Of(plugin, client, settings.Device);
        var source = new StoredSource(store, unit.Model.Name, unit.Accelerator.Name, client, target, MissingArtifact.Compile, time);
        return new UnitDevice(client, source);
    }
}

/// <summary>The devices of one unit.</summary>
internal sealed record UnitDevice(PjrtClient Client, StoredSource Source) : IDisposable
{
    public void Dispose() => Client.Dispose();
}
