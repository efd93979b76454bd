using Emulator.Api;
using Emulator.Buffers;
using Emulator.Devices;
using Emulator.Errors;
using Emulator.Objects;

namespace Emulator.Launching;

/// <summary>What Execute itself refuses: wrong number, place or type of arguments.</summary>
internal static unsafe class ArgumentChecks
{
    public static void Counts(ExecuteArguments* args, LoadedExecutable executable)
    {
        var name = executable.Executable.Name.Text;
        if ((int)args->DeviceCount != executable.Devices.Length)
            throw ProgramException.Invalid($"{name} runs on {executable.Devices.Length} device(s), arguments for {args->DeviceCount} given");
        var expected = executable.Executable.Parameters.Length;
        if ((int)args->ArgumentCount != expected)
            throw ProgramException.Invalid($"{name} takes {expected} argument(s), {args->ArgumentCount} given");
        if (args->OutputLists is null && executable.Executable.Results.Length > 0 || args->ArgumentLists is null && expected > 0)
            throw ProgramException.Invalid($"{name}: argument_lists and output_lists must not be null");
    }

    public static DeviceBuffer Argument(nint handle, int parameter, EmulatedDevice device, LoadedExecutable executable)
    {
        if (handle == 0)
            throw ProgramException.Invalid($"argument {parameter} for {device.Name.Text} is null");
        var buffer = PluginObject.From<DeviceBuffer>(handle);
        if (buffer.Device != device)
            throw ProgramException.Invalid($"argument {parameter} of {executable.Executable.Name.Text} must be on {device.Name.Text}, it is on {buffer.Device.Name.Text}");
        var expected = executable.Executable.Parameters[parameter];
        if (!ReferenceEquals(buffer.Shape, expected))
            throw ProgramException.Invalid($"argument {parameter} of {executable.Executable.Name.Text} must be {expected}, it is {buffer.Shape}");
        if (buffer.IsDeleted)
            throw buffer.Gone();
        return buffer;
    }

    public static bool IsDonatable(ExecuteOptionsArguments* options, int parameter)
    {
        for (nuint i = 0; i < options->NonDonatableCount; i++)
        {
            if (options->NonDonatable[i] == parameter)
                return false;
        }
        return true;
    }
}
