using Emulator.Devices;
using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>What the real compiler of a kind of device refuses though StableHLO allows it.</summary>
internal static class StrictRules
{
    /// <exception cref="Errors.ProgramException">INVALID_ARGUMENT, naming the operation and what to write instead.</exception>
    public static void Check(Module module, DeviceProfile profile)
    {
        foreach (var function in module.Functions)
            Check(function.Body, profile);
    }

    private static void Check(Block block, DeviceProfile profile)
    {
        foreach (var op in block.Operations)
        {
            if (profile.Compiler == DeviceCompiler.Neuron)
                NeuronRules.Check(op, profile);
            else
                XlaRules.Check(op, profile);
            foreach (var region in op.Regions)
                Check(region.Body, profile);
        }
    }
}
