using Compiler.Jobs;
using Compiler.Units;
using Emulator;
using Fleet;
using Inference.Artifacts;
using Microsoft.Extensions.Configuration;
using Pjrt;

namespace Compiler.Tests;

/// <summary>A container's variable that is there and empty is as good as none.</summary>
public sealed class JobSettingsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_empty_setting_is_as_good_as_none(string? nothing)
    {
        var settings = JobSettings.From(Configuration(("Worker:Unit", nothing), ("Fleet:Path", nothing), ("Artifacts:Path", nothing)));
        Assert.Null(settings.Unit);
        Assert.Equal(FleetPaths.Resolve(FleetDefinition.DefaultPath), settings.FleetPath);
        Assert.Equal(FleetPaths.Resolve(FleetPaths.DefaultArtifacts), FleetPaths.Artifacts(settings.ArtifactsPath));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_job_for_all_units_refuses_one_whose_devices_are_others_than_it_sees(string? nothing)
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));
        var unit = FleetDefinition.Load(store.FleetPath).Units.Single();
        var refusal = Assert.Throws<InvalidOperationException>(() => Devices(nothing, store).Open(unit));
        Assert.Equal(
            "flux-a has 2 devices and this process sees 1: no worker would find what it compiles. Run a job for this unit alone: Worker:Unit=flux-a.",
            refusal.Message);
        using var open = Devices("flux-a", store).Open(unit);
        Assert.Single(open.Client.Devices);
    }

    // Taken for hardware, of which a process sees what it sees.
    private static UnitDevices Devices(string? unit, TemporaryStore store) => new(
        JobSettings.From(Configuration(("Worker:Unit", unit), ("Device:Options:device_kind", "trn1"), ("Device:Options:device_count", "1"))),
        PjrtPlugin.FromFunctionTable(EmulatorPlugin.GetPjrtApi()), new ArtifactStore(store.ArtifactsPath), TimeProvider.System);

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build();
}
