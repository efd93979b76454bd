using Emulator.Devices;
using Emulator.Errors;
using Emulator.Parsing;
using Emulator.Planning;
using Emulator.Verification;

namespace Emulator.Api.Compilation;

/// <summary>From the text of a program to an executable: parse, verify, refuse what the device would, plan.</summary>
internal static class ProgramCompiler
{
    public static Executable Compile(ReadOnlySpan<byte> code, string format, ReadOnlySpan<byte> compileOptions, ClientOptions device)
    {
        if (format != "mlir")
            throw ProgramException.Unimplemented($"program format '{format}' is not implemented; allowed: mlir (StableHLO text)");
        var options = CompileOptions.Parse(compileOptions);
        CheckDevices(options, device);
        var module = StableHloParser.Parse(code);
        Verifier.Verify(module, options.Replicas, options.Partitions);
        if (device.Strict)
            StrictRules.Check(module, device.Profile);
        var strictIndices = device.Strict && device.Profile.Compiler == DeviceCompiler.Neuron;
        var program = CompiledProgram.Compile(module, new ProgramOptions(options.Replicas, options.Partitions, strictIndices));
        return Executable.Compiled(module.Name, options, device.Profile, Cost.Of(module), program);
    }

    public static void CheckDevices(CompileOptions options, ClientOptions device)
    {
        if (options.Processes > device.DeviceCount)
            throw ProgramException.Invalid($"{options.Replicas} replica(s) of {options.Partitions} partition(s) need {options.Processes} devices, there are {device.DeviceCount}");
        foreach (var id in options.Devices)
        {
            if (id >= device.DeviceCount)
                throw ProgramException.Invalid($"device_assignment names device {id}, there are {device.DeviceCount}");
        }
    }
}
