using Fleet;
using ModelWorker.Devices;
using Pjrt;

namespace ModelWorker.Tests;

public sealed class WorkerUnitTests : IDisposable
{
    private readonly string _fleet = Path.GetTempFileName();

    public WorkerUnitTests() => File.WriteAllText(_fleet, """
        { "models": { "flux": { "architecture": "flux", "path": "m", "sizes": ["256x144"] } },
          "units": { "flux-g5": { "model": "flux", "accelerator": "a10g", "instance": "g5.12xlarge", "devices": 4, "tensorParallel": 4,
            "capacity": { "256x144": { "latencySeconds": 1.2, "perMinute": 50 } } } } }
        """);

    public void Dispose() => File.Delete(_fleet);

    private static readonly WorkerPlatform Neuron = new()
    {
        Family = AcceleratorFamily.Neuron,
        Emulator = () => throw new InvalidOperationException("not asked for"),
    };

    [Fact]
    public void An_unknown_unit_is_refused_with_those_there_are() =>
        Assert.Contains("flux-g5", Assert.Throws<InvalidOperationException>(() => WorkerUnit.Find(_fleet, "flux-trn1", true)).Message);

    [Fact]
    public void A_unit_of_another_family_is_refused() => Assert.Contains(
        "a10g", Assert.Throws<InvalidOperationException>(() => WorkerDevices.Open(new DeviceSettings { Emulated = true }, WorkerUnit.Find(_fleet, "flux-g5", true), Neuron)).Message);

    [Fact]
    public void Without_a_device_it_says_what_to_set() => Assert.Contains(
        "Device:Plugin", Assert.Throws<InvalidOperationException>(() => WorkerDevices.Open(new DeviceSettings(), WorkerUnit.Find(_fleet, "flux-g5", false), Neuron with { Family = AcceleratorFamily.Cuda })).Message);
}
