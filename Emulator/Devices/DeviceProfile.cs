namespace Emulator.Devices;

/// <summary>What is emulated: a kind of accelerator, of which one PJRT device is one core (Neuron) or one GPU.</summary>
/// <param name="Kind">Name in options and in PJRT_DeviceDescription_Kind.</param>
/// <param name="Description">For people.</param>
/// <param name="Compiler">Whose restrictions strict mode applies.</param>
/// <param name="CoresPerDevice">PJRT devices on one accelerator, as Kubernetes counts these.</param>
/// <param name="MemoryBytes">Memory of one PJRT device.</param>
/// <param name="FlopsPerSecond">Peak of one PJRT device in bf16, for paced execution.</param>
/// <param name="BytesPerSecond">Memory bandwidth of one PJRT device, for paced execution.</param>
internal sealed record DeviceProfile(
    string Kind, string Description, DeviceCompiler Compiler, int CoresPerDevice, long MemoryBytes, double FlopsPerSecond, double BytesPerSecond);

/// <summary>Who compiles for a device.</summary>
internal enum DeviceCompiler
{
    Neuron,
    Xla,
}
