using Emulator.Errors;

namespace Emulator.Devices;

/// <summary>The kinds of devices. Sources: AWS Neuron and EC2 documentation, NVIDIA data sheets (dense bf16, no sparsity).</summary>
internal static class DeviceProfiles
{
    private const long GiB = 1L << 30;

    private static readonly DeviceProfile[] Known =
    [
        new("trn1", "AWS Trainium, NeuronCore-v2", DeviceCompiler.Neuron, 2, 16 * GiB, 95e12, 440e9),
        new("trn2", "AWS Trainium2, logical NeuronCore of two NeuronCore-v3", DeviceCompiler.Neuron, 4, 24 * GiB, 166e12, 725e9),
        new("inf2", "AWS Inferentia2, NeuronCore-v2", DeviceCompiler.Neuron, 2, 16 * GiB, 95e12, 440e9),
        new("a10g", "NVIDIA A10G", DeviceCompiler.Xla, 1, 24 * GiB, 70e12, 600e9),
        new("l4", "NVIDIA L4", DeviceCompiler.Xla, 1, 24 * GiB, 121e12, 300e9),
        new("l40s", "NVIDIA L40S", DeviceCompiler.Xla, 1, 48 * GiB, 362e12, 864e9),
        new("a100", "NVIDIA A100 40 GB", DeviceCompiler.Xla, 1, 40 * GiB, 312e12, 1555e9),
        new("h100", "NVIDIA H100 80 GB", DeviceCompiler.Xla, 1, 80 * GiB, 989e12, 3350e9),
    ];

    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["trainium"] = "trn1",
        ["trainium2"] = "trn2",
        ["inferentia2"] = "inf2",
    };

    public static DeviceProfile Find(string kind)
    {
        var name = Aliases.GetValueOrDefault(kind, kind);
        return Array.Find(Known, p => p.Kind == name)
            ?? throw ProgramException.Invalid($"device_kind '{kind}' is not known; allowed: {string.Join(", ", Known.Select(p => p.Kind).Concat(Aliases.Keys))}");
    }
}
