using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Emulator.Api.Compilation;
using Emulator.Devices;
using Emulator.Errors;
using Emulator.Launching;
using Emulator.Objects;

namespace Emulator.Api.Functions;

/// <summary>Compiling, loading and serialised executables.</summary>
internal static unsafe class CompileFunctions
{
    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.ClientCompile] = (nint)(delegate* unmanaged[Cdecl]<ClientCompileArguments*, nint>)&ClientCompile;
        table[(int)ApiFunction.Compile] = (nint)(delegate* unmanaged[Cdecl]<CompileArguments*, nint>)&Compile;
        table[(int)ApiFunction.ClientLoad] = (nint)(delegate* unmanaged[Cdecl]<ClientLoadArguments*, nint>)&Load;
        table[(int)ApiFunction.ExecutableDeserializeAndLoad] = (nint)(delegate* unmanaged[Cdecl]<DeserializeArguments*, nint>)&DeserializeAndLoad;
        table[(int)ApiFunction.ExecutableSerialize] = (nint)(delegate* unmanaged[Cdecl]<SerializeArguments*, nint>)&Serialize;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ClientCompile(ClientCompileArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ClientCompileArguments* args)
        {
            var client = PluginObject.From<EmulatedClient>(args->Client);
            var executable = CompileProgram(args->Program, new ReadOnlySpan<byte>(args->Options, (int)args->OptionsLength), client.Options);
            client.Counters.CountCompilation();
            args->Executable = new LoadedExecutable(client, executable).Handle;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Compile(CompileArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(CompileArguments* args)
        {
            var client = args->Client == 0 ? null : PluginObject.From<EmulatedClient>(args->Client);
            var options = PluginObject.From<Topology>(args->Topology).Options;
            var counters = client?.Counters ?? Counters.Process;
            var executable = CompileProgram(args->Program, new ReadOnlySpan<byte>(args->Options, (int)args->OptionsLength), options);
            counters.CountCompilation();
            args->Executable = new ExecutableHandle(executable, counters).Handle;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Load(ClientLoadArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(ClientLoadArguments* args)
        {
            var client = PluginObject.From<EmulatedClient>(args->Client);
            var executable = PluginObject.From<ExecutableHandle>(args->Executable).Executable;
            if (executable.Profile.Kind != client.Options.Profile.Kind)
                throw ProgramException.Invalid($"the executable was compiled for {executable.Profile.Kind}, this device is a {client.Options.Profile.Kind}");
            args->LoadedExecutable = Bind(client, executable, new ReadOnlySpan<byte>(args->Options, (int)args->OptionsLength));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint DeserializeAndLoad(DeserializeArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(DeserializeArguments* args)
        {
            var client = PluginObject.From<EmulatedClient>(args->Client);
            var executable = ExecutableFile.Read(new ReadOnlySpan<byte>(args->Bytes, checked((int)args->Length)), client.Options);
            args->LoadedExecutable = Bind(client, executable, new ReadOnlySpan<byte>(args->Options, (int)args->OptionsLength));
            client.Counters.CountLoad();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Serialize(SerializeArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(SerializeArguments* args)
        {
            var handle = PluginObject.From<ExecutableHandle>(args->Object);
            new SerializedBytes(ExecutableFile.Write(handle.Executable), handle.Counters).HandTo(args);
        }
    }

    private static Executable CompileProgram(ProgramArguments* program, ReadOnlySpan<byte> compileOptions, ClientOptions device)
    {
        if (program is null)
            throw ProgramException.Invalid("the program is null");
        var format = Encoding.UTF8.GetString(program->Format, (int)program->FormatLength);
        return ProgramCompiler.Compile(new ReadOnlySpan<byte>(program->Code, checked((int)program->CodeLength)), format, compileOptions, device);
    }

    /// <summary>Options given at loading replace those of the compilation; they may move the program to other devices.</summary>
    private static nint Bind(EmulatedClient client, Executable executable, ReadOnlySpan<byte> compileOptions)
    {
        if (!compileOptions.IsEmpty)
        {
            var options = CompileOptions.Parse(compileOptions);
            if (options.Replicas != executable.Options.Replicas || options.Partitions != executable.Options.Partitions)
                throw ProgramException.Invalid($"the executable was compiled for {executable.Options.Replicas} replica(s) of {executable.Options.Partitions} partition(s), {options.Replicas} of {options.Partitions} asked");
            executable = executable.With(options);
        }
        ProgramCompiler.CheckDevices(executable.Options, client.Options);
        return new LoadedExecutable(client, executable).Handle;
    }
}
