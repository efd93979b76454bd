using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emulator.Api.Compilation;
using Emulator.Objects;

namespace Emulator.Api.Functions;

/// <summary>PJRT_Executable.</summary>
internal static unsafe class ExecutableFunctions
{
    public static void Fill(Span<nint> table)
    {
        table[(int)ApiFunction.ExecutableDestroy] = (nint)(delegate* unmanaged[Cdecl]<ObjectArguments*, nint>)&Destroy;
        table[(int)ApiFunction.ExecutableName] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&Name;
        table[(int)ApiFunction.ExecutableNumReplicas] = (nint)(delegate* unmanaged[Cdecl]<ObjectLongArguments*, nint>)&NumReplicas;
        table[(int)ApiFunction.ExecutableNumPartitions] = (nint)(delegate* unmanaged[Cdecl]<ObjectLongArguments*, nint>)&NumPartitions;
        table[(int)ApiFunction.ExecutableNumOutputs] = (nint)(delegate* unmanaged[Cdecl]<ObjectLongArguments*, nint>)&NumOutputs;
        table[(int)ApiFunction.ExecutableSizeOfGeneratedCode] = (nint)(delegate* unmanaged[Cdecl]<ObjectLongArguments*, nint>)&SizeOfGeneratedCode;
        table[(int)ApiFunction.ExecutableFingerprint] = (nint)(delegate* unmanaged[Cdecl]<ObjectTextArguments*, nint>)&Fingerprint;
        table[(int)ApiFunction.ExecutableGetCostAnalysis] = (nint)(delegate* unmanaged[Cdecl]<CountedListArguments*, nint>)&CostAnalysis;
        table[(int)ApiFunction.ExecutableOutputElementTypes] = (nint)(delegate* unmanaged[Cdecl]<ObjectListArguments*, nint>)&OutputElementTypes;
        table[(int)ApiFunction.ExecutableOutputDimensions] = (nint)(delegate* unmanaged[Cdecl]<OutputDimensionsArguments*, nint>)&OutputDimensions;
        table[(int)ApiFunction.ExecutableOutputMemoryKinds] = (nint)(delegate* unmanaged[Cdecl]<TextListArguments*, nint>)&OutputMemoryKinds;
        table[(int)ApiFunction.ExecutableParameterMemoryKinds] = (nint)(delegate* unmanaged[Cdecl]<TextListArguments*, nint>)&ParameterMemoryKinds;
        table[(int)ApiFunction.ExecutableGetCompiledMemoryStats] = (nint)(delegate* unmanaged[Cdecl]<CompiledMemoryArguments*, nint>)&CompiledMemoryStats;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Destroy(ObjectArguments* args) => Edge.Destroy<ExecutableHandle>(args);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Name(ObjectTextArguments* args) => Getter.Text<ExecutableHandle>(args, handle => handle.Executable.Name);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint NumReplicas(ObjectLongArguments* args) => Getter.Long<ExecutableHandle>(args, handle => handle.Executable.Options.Replicas);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint NumPartitions(ObjectLongArguments* args) => Getter.Long<ExecutableHandle>(args, handle => handle.Executable.Options.Partitions);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint NumOutputs(ObjectLongArguments* args) => Getter.Long<ExecutableHandle>(args, handle => handle.Executable.Results.Length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint SizeOfGeneratedCode(ObjectLongArguments* args) => Getter.Long<ExecutableHandle>(args, handle => handle.Executable.Plan.Length);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Fingerprint(ObjectTextArguments* args) => Getter.Text<ExecutableHandle>(args, handle => handle.Executable.Fingerprint);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint CostAnalysis(CountedListArguments* args) => Getter.Array<ExecutableHandle>(args, handle => PinnedArray.Of(handle.CostAnalysis));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OutputElementTypes(ObjectListArguments* args) => Getter.Array<ExecutableHandle>(args, handle => new PinnedArray(handle.Executable.Outputs.Types, handle.Executable.Outputs.Count));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OutputDimensions(OutputDimensionsArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(OutputDimensionsArguments* args)
        {
            var outputs = PluginObject.From<ExecutableHandle>(args->Executable).Executable.Outputs;
            args->Count = outputs.Count;
            args->Dims = outputs.Dims;
            args->Ranks = outputs.Ranks;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OutputMemoryKinds(TextListArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(TextListArguments* args)
        {
            var executable = PluginObject.From<ExecutableHandle>(args->Object).Executable;
            args->Count = (nuint)executable.Results.Length;
            args->Texts = executable.Outputs.MemoryKinds;
            args->Lengths = executable.Outputs.MemoryKindLengths;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ParameterMemoryKinds(TextListArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(TextListArguments* args)
        {
            var executable = PluginObject.From<ExecutableHandle>(args->Object).Executable;
            args->Count = (nuint)executable.Parameters.Length;
            args->Texts = executable.Outputs.MemoryKinds;
            args->Lengths = executable.Outputs.MemoryKindLengths;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint CompiledMemoryStats(CompiledMemoryArguments* args)
    {
        return Edge.Call(args, &Body);

        static void Body(CompiledMemoryArguments* args)
        {
            var executable = PluginObject.From<ExecutableHandle>(args->Executable).Executable;
            args->GeneratedCode = executable.Plan.Length;
            args->Arguments = executable.ArgumentBytes;
            args->Outputs = executable.OutputBytes;
            args->Aliases = executable.AliasBytes;
            args->Temporaries = executable.Program.ArenaBytes;
            args->Total = args->Arguments + args->Outputs - args->Aliases + args->Temporaries;
            args->TotalAllocation = args->Total;
            args->Peak = args->Total;
            args->PeakUnpaddedHeap = args->Temporaries;
        }
    }
}
