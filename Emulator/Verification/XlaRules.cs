using Emulator.Devices;
using Emulator.Ir;

namespace Emulator.Verification;

/// <summary>Refused by XLA on GPUs: custom calls of other platforms.</summary>
internal static class XlaRules
{
    public static void Check(Operation op, DeviceProfile profile)
    {
        if (op.Kind == OpKind.CustomCall && op.Text("call_target_name") is { } target && target.StartsWith("AwsNeuron", StringComparison.Ordinal))
            throw op.Error($"custom call {target} is Neuron's; {profile.Kind} has none such");
    }
}
