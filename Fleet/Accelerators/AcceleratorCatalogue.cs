using System.Diagnostics.CodeAnalysis;

namespace Fleet;

/// <summary>
/// Every accelerator that units may name. Devices an instance: AWS's instance pages. Prices: on-demand,
/// US dollars an hour, us-west-2; an instance without one here is usable by a unit that gives <c>usdPerHour</c>.
/// </summary>
public static class AcceleratorCatalogue
{
    private const long GiB = 1L << 30;

    /// <summary>All of them, in no order that matters.</summary>
    public static IReadOnlyList<Accelerator> All { get; } =
    [
        new("inferentia2", "inf2", AcceleratorFamily.Neuron, CoresPerDevice: 2, 32 * GiB, "amd-neuron-inf2",
        [
            new("inf2.xlarge", 1, new(0.7582)),
            new("inf2.8xlarge", 1),
            new("inf2.24xlarge", 6, new(6.4906)),
            new("inf2.48xlarge", 12, new(12.9813)),
        ]),
        new("trainium", "trn1", AcceleratorFamily.Neuron, CoresPerDevice: 2, 32 * GiB, "amd-neuron-trn1",
        [
            new("trn1.2xlarge", 1, new(1.3438)),
            new("trn1.32xlarge", 16, new(21.50)) { SchedulableDevices = [1, 4, 8, 16] },
            new("trn1n.32xlarge", 16) { SchedulableDevices = [1, 4, 8, 16] },
        ]),
        // Eight physical cores, which the runtime joins in pairs by default (logical NeuronCore 2).
        new("trainium2", "trn2", AcceleratorFamily.Neuron, CoresPerDevice: 4, 96 * GiB, "amd-neuron-trn2",
        [
            new("trn2.3xlarge", 1),
            new("trn2.48xlarge", 16) { SchedulableDevices = [1, 4, 8, 16] },
        ]),
        new("a10g", "a10g", AcceleratorFamily.Cuda, CoresPerDevice: 1, 24 * GiB, "amd-nvidia-a10g",
        [
            new("g5.xlarge", 1, new(1.0060)),
            new("g5.2xlarge", 1),
            new("g5.4xlarge", 1),
            new("g5.8xlarge", 1),
            new("g5.16xlarge", 1),
            new("g5.12xlarge", 4, new(5.672)),
            new("g5.24xlarge", 4),
            new("g5.48xlarge", 8),
        ]),
        new("l4", "l4", AcceleratorFamily.Cuda, CoresPerDevice: 1, 24 * GiB, "amd-nvidia-l4",
        [
            new("g6.xlarge", 1, new(0.8048)),
            new("g6.2xlarge", 1),
            new("g6.4xlarge", 1),
            new("g6.8xlarge", 1),
            new("g6.16xlarge", 1),
            new("g6.12xlarge", 4),
            new("g6.24xlarge", 4),
            new("g6.48xlarge", 8),
        ]),
        new("l40s", "l40s", AcceleratorFamily.Cuda, CoresPerDevice: 1, 48 * GiB, "amd-nvidia-l40s",
        [
            new("g6e.xlarge", 1),
            new("g6e.12xlarge", 4),
            new("g6e.48xlarge", 8),
        ]),
        new("a100", "a100", AcceleratorFamily.Cuda, CoresPerDevice: 1, 40 * GiB, "amd-nvidia-a100",
        [
            new("p4d.24xlarge", 8),
            new("p4de.24xlarge", 8) { MemoryPerDevice = 80 * GiB },
        ]),
        new("h100", "h100", AcceleratorFamily.Cuda, CoresPerDevice: 1, 80 * GiB, "amd-nvidia-h100",
        [
            new("p5.48xlarge", 8),
        ]),
    ];

    /// <summary>Finds an accelerator by its name in <c>fleet.json</c>.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out Accelerator? accelerator)
    {
        accelerator = All.FirstOrDefault(candidate => candidate.Name == name);
        return accelerator is not null;
    }
}
