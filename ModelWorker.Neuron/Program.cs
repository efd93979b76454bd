using Emulator;
using Fleet;
using ModelWorker;
using ModelWorker.Devices;

// The worker for AWS Trainium and Inferentia: its plugin is libneuronpjrt.so, named by Device:Plugin.
return await WorkerHost.RunAsync(args, new WorkerPlatform
{
    Family = AcceleratorFamily.Neuron,
    Emulator = EmulatorPlugin.GetPjrtApi,
    Environment = static unit => new Dictionary<string, string>
    {
        // Which cores this process takes; they are its own until it ends. The device plugin's choice goes before it.
        ["NEURON_RT_NUM_CORES"] = $"{unit.Cores}",
        // Collectives meet here, on a single host too.
        ["NEURON_RT_ROOT_COMM_ID"] = "127.0.0.1:62182",
        // The plugin compares struct sizes: this is the newest header whose sizes the binding knows.
        ["NEURON_INTERNAL_PJRT_C_API_VERSION"] = "0.114",
        ["NEURON_CC_FLAGS"] = "--model-type=transformer --enable-fast-loading-neuron-binaries",
        ["NEURON_PROCESS_TAG"] = unit.Name,
    },
});
