namespace Gateway.Units;

/// <summary>What a worker says that its devices are, whatever its unit should have.</summary>
/// <param name="Emulated">Whether they are emulated; null when it does not say.</param>
/// <param name="Platform">The PJRT platform's name: cuda, neuron, cpu, emulated.</param>
/// <param name="Kind">What the plugin calls a device.</param>
internal sealed record WorkerDevices(bool? Emulated, string? Platform, string? Kind);
