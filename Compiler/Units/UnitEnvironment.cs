using Fleet;
using Pjrt;

namespace Compiler.Units;

/// <summary>
/// The environment that a unit's plugin finds, in the compile job and in the workers alike: both compile this file, for flags that
/// differed would give artifacts that no worker looks for. A variable that the process has already is left as it is.
/// </summary>
internal static class UnitEnvironment
{
    /// <summary>Variables that change what a compiler makes of a program, whether we set them or not: a part of artifact keys.</summary>
    private static readonly string[] CompilerVariables = ["NEURON_CC_FLAGS", "NEURON_LOGICAL_NC_CONFIG", "NEURON_PLATFORM_TARGET_OVERRIDE", "XLA_FLAGS"];

    /// <summary>Variables that the plugin reads when it is loaded.</summary>
    public static IReadOnlyDictionary<string, string> Of(Unit unit) => unit.Accelerator.Family switch
    {
        AcceleratorFamily.Neuron => new Dictionary<string, string>
        {
            // How many cores this process takes; they are its own until it ends. The device plugin's choice goes before it.
            ["NEURON_RT_NUM_CORES"] = $"{unit.Cores}",
            // Collectives meet here, on a single host too.
            ["NEURON_RT_ROOT_COMM_ID"] = "127.0.0.1:62182",
            // The plugin compares struct sizes with those of this header.
            ["NEURON_INTERNAL_PJRT_C_API_VERSION"] = ApiVersion.Newest.ToString(),
            ["NEURON_CC_FLAGS"] = "--model-type=transformer --enable-fast-loading-neuron-binaries",
            ["NEURON_PROCESS_TAG"] = unit.Name,
        },
        AcceleratorFamily.Cuda => new Dictionary<string, string>
        {
            // An unknown flag ends the process, so only flags of long standing.
            ["XLA_FLAGS"] = "--xla_gpu_enable_latency_hiding_scheduler=true",
            ["TF_CPP_MIN_LOG_LEVEL"] = "2",
            ["CUDA_VISIBLE_DEVICES"] = string.Join(',', Enumerable.Range(0, unit.Cores)),
        },
        var family => throw new NotSupportedException($"Unit '{unit.Name}' is on {family}, for which no environment is known."),
    };

    /// <summary>Sets the variables for native code, before a plugin's library is loaded; the emulator reads none.</summary>
    public static void Apply(Unit unit, DeviceSettings settings)
    {
        if (settings.Emulated || string.IsNullOrEmpty(settings.Plugin))
            return;
        foreach (var (name, value) in Of(unit))
            if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))
                PjrtEnvironment.Set(name, value);
    }

    /// <summary>The compiler's flags as the process has them, one text; empty for the emulator, which has no flags.</summary>
    public static string CompilerFlags(DeviceSettings settings) => settings.Emulated
        ? ""
        : string.Join('\n', CompilerVariables.Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}"));
}
