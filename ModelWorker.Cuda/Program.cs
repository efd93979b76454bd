using Emulator;
using Fleet;
using ModelWorker;
using ModelWorker.Devices;

// The worker for NVIDIA GPUs: its plugin is xla_cuda_plugin.so, named by Device:Plugin; its memory by Device:Options:memory_fraction.
return await WorkerHost.RunAsync(args, new WorkerPlatform { Family = AcceleratorFamily.Cuda, Emulator = EmulatorPlugin.GetPjrtApi });
