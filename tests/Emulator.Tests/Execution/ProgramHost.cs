using System.Runtime.InteropServices;
using Emulator.Execution;
using Emulator.Execution.Workers;
using Emulator.Parsing;
using Emulator.Planning;
using Emulator.Verification;

namespace Emulator.Tests.Execution;

/// <summary>Compiles programs and runs them on memory of its own.</summary>
internal static unsafe class ProgramHost
{
    public static CompiledProgram Compile(string text, int replicas = 1, int partitions = 1)
    {
        var module = StableHloParser.Parse(text);
        Verifier.Verify(module, replicas, partitions);
        return CompiledProgram.Compile(module, new ProgramOptions(replicas, partitions));
    }

    /// <param name="program">What to run.</param>
    /// <param name="inputs">For each process its arguments.</param>
    /// <param name="threads">Threads of the pool; 0 means the shared one.</param>
    /// <returns>For each process its results.</returns>
    public static byte[][][] Run(CompiledProgram program, byte[][][] inputs, int threads = 0)
    {
        var memory = new List<nint>();
        var launches = new DeviceLaunch[inputs.Length];
        var results = new byte**[inputs.Length];
        for (var p = 0; p < inputs.Length; p++)
        {
            var parameters = (byte**)Take(inputs[p].Length * sizeof(byte*));
            for (var i = 0; i < inputs[p].Length; i++)
            {
                parameters[i] = Take(inputs[p][i].Length);
                inputs[p][i].CopyTo(new Span<byte>(parameters[i], inputs[p][i].Length));
            }
            results[p] = (byte**)Take(program.Results.Length * sizeof(byte*));
            for (var i = 0; i < program.Results.Length; i++)
            {
                var donated = Array.IndexOf(program.Aliases, i);
                results[p][i] = donated >= 0 ? parameters[donated] : Take(program.Results[i].ByteSize);
            }
            launches[p] = new DeviceLaunch(parameters, results[p], Take(program.ArenaBytes));
        }
        var executor = threads == 0 ? new Executor() : new Executor(new WorkerPool(threads));
        executor.Execute(program, launches);
        var outputs = new byte[inputs.Length][][];
        for (var p = 0; p < inputs.Length; p++)
        {
            outputs[p] = new byte[program.Results.Length][];
            for (var i = 0; i < program.Results.Length; i++)
                outputs[p][i] = new Span<byte>(results[p][i], (int)program.Results[i].ByteSize).ToArray();
        }
        foreach (var block in memory)
            NativeMemory.AlignedFree((void*)block);
        return outputs;

        byte* Take(long bytes)
        {
            var block = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, 1), 64);
            // What nobody wrote must show.
            new Span<byte>(block, (int)bytes).Fill(0xCD);
            memory.Add((nint)block);
            return block;
        }
    }
}
