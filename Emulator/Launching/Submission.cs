using Emulator.Api;
using Emulator.Buffers;
using Emulator.Devices;
using Emulator.Errors;
using Emulator.Objects;

namespace Emulator.Launching;

/// <summary>
/// From the arguments of Execute to a launch in the queue. Everything is checked and all memory taken before the
/// first buffer is donated: an execution that is refused changes nothing.
/// </summary>
internal static unsafe class Submission
{
    public static void Submit(ExecuteArguments* args)
    {
        var executable = PluginObject.From<LoadedExecutable>(args->Executable);
        // Newer callers have more fields, older ones fewer than the API's own minor: those up to the donations are read.
        if (args->Options is null || args->Options->StructSize < ExecuteOptionsArguments.RequiredSize)
            throw ProgramException.Invalid($"the execute options are null or smaller than {ExecuteOptionsArguments.RequiredSize} bytes");
        ArgumentChecks.Counts(args, executable);
        executable.Client.Dispatcher.AwaitRoom();
        var launch = executable.Rent();
        launch.Begin();
        try
        {
            ChooseDevice(args, executable, launch);
            lock (executable.Client.Submission)
            {
                CheckArguments(args, executable, launch);
                TakeMemory(args, executable, launch);
                MakeResults(args, executable, launch);
                if (args->DeviceCompleteEvents is not null)
                {
                    for (nuint i = 0; i < args->DeviceCount; i++)
                        args->DeviceCompleteEvents[i] = new DeviceEvent(launch.Done, executable.Client.Counters).Handle;
                }
                executable.Client.Dispatcher.Submit(launch);
            }
        }
        catch
        {
            launch.Release();
            throw;
        }
    }

    private static void ChooseDevice(ExecuteArguments* args, LoadedExecutable executable, Launch launch)
    {
        executable.Devices.CopyTo(launch.Devices, 0);
        if (args->ExecuteDevice == 0)
            return;
        if (!executable.Executable.Options.Portable || executable.Devices.Length != 1)
            throw ProgramException.Invalid("execute_device is for portable executables of one device");
        var device = PluginObject.From<EmulatedDevice>(args->ExecuteDevice);
        if (device.Client != executable.Client)
            throw ProgramException.Invalid($"execute_device {device.Name.Text} belongs to another client");
        launch.Devices[0] = device;
    }

    private static void CheckArguments(ExecuteArguments* args, LoadedExecutable executable, Launch launch)
    {
        var count = executable.Executable.Parameters.Length;
        var arguments = launch.Arguments;
        for (var process = 0; process < launch.Devices.Length; process++)
        {
            for (var parameter = 0; parameter < count; parameter++)
                arguments[process * count + parameter] = ArgumentChecks.Argument(args->ArgumentLists[process][parameter], parameter, launch.Devices[process], executable);
            foreach (var donor in executable.Executable.DonorOf)
            {
                if (donor >= 0 && ArgumentChecks.IsDonatable(args->Options, donor))
                    RefuseSecondUse(arguments.AsSpan(process * count, count), donor);
            }
        }
    }

    private static void RefuseSecondUse(Span<DeviceBuffer> arguments, int donor)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (i != donor && arguments[i] == arguments[donor])
                throw ProgramException.Invalid($"the buffer of argument {donor} is donated and can not be argument {i} too");
        }
    }

    /// <summary>What may fail for want of memory. The launch holds all of it, so that a refusal gives it back.</summary>
    private static void TakeMemory(ExecuteArguments* args, LoadedExecutable executable, Launch launch)
    {
        var count = executable.Executable.Parameters.Length;
        var results = executable.Executable.Results;
        for (var process = 0; process < launch.Devices.Length; process++)
        {
            launch.SetArena(process, launch.Devices[process].HoldArena(executable.Executable.Program.ArenaBytes));
            for (var parameter = 0; parameter < count; parameter++)
            {
                var argument = launch.Arguments[process * count + parameter];
                launch.SetParameter(process, parameter, argument.Hold(), argument.Ready);
            }
            for (var result = 0; result < results.Length; result++)
            {
                var donor = executable.Executable.DonorOf[result];
                var keeps = donor < 0 || !ArgumentChecks.IsDonatable(args->Options, donor) || launch.Arguments[process * count + donor].IsReferencedOutside;
                launch.ResultMemories[process * results.Length + result] = keeps ? launch.Allocate(process, results[result].Bytes) : null;
            }
        }
    }

    private static void MakeResults(ExecuteArguments* args, LoadedExecutable executable, Launch launch)
    {
        var count = executable.Executable.Parameters.Length;
        var results = executable.Executable.Results;
        for (var process = 0; process < launch.Devices.Length; process++)
        {
            for (var result = 0; result < results.Length; result++)
            {
                var donor = executable.Executable.DonorOf[result];
                var memory = launch.ResultMemories[process * results.Length + result]?.Hold();
                if (memory is null)
                    memory = launch.Arguments[process * count + donor].Donate();
                else if (donor >= 0)
                    launch.CopyParameter(process, donor, memory);
                launch.SetResult(process, result, memory);
                args->OutputLists[process][result] = new DeviceBuffer(results[result], launch.Devices[process], memory, launch.Done).Handle;
            }
        }
    }
}
