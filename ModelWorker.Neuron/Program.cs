using Emulator;
using Fleet;
using ModelWorker;
using ModelWorker.Devices;

// The worker for AWS Trainium and Inferentia: its plugin is libneuronpjrt.so, named by Device:Plugin.
return await WorkerHost.RunAsync(args, new WorkerPlatform { Family = AcceleratorFamily.Neuron, Emulator = EmulatorPlugin.GetPjrtApi });
