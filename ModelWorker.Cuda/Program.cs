using Emulator;
using Fleet;
using ModelWorker;
using ModelWorker.Devices;

// The worker for NVIDIA GPUs: its plugin is xla_cuda_plugin.so, named by Device:Plugin; its memory by Device:Options:memory_fraction.
return await WorkerHost.RunAsync(args, new WorkerPlatform
{
    Family = AcceleratorFamily.Cuda,
    Emulator = EmulatorPlugin.GetPjrtApi,
    Environment = static unit => new Dictionary<string, string>
    {
        // Read when the plugin is loaded. An unknown flag ends the process, so only flags of long standing.
        ["XLA_FLAGS"] = "--xla_gpu_enable_latency_hiding_scheduler=true",
        ["TF_CPP_MIN_LOG_LEVEL"] = "2",
        ["CUDA_VISIBLE_DEVICES"] = string.Join(',', Enumerable.Range(0, unit.Cores)),
    },
});
