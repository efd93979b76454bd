using Emulator.Tests.Execution;
using Emulator.Tests.Kernels;

namespace Emulator.Tests.Planning;

/// <summary>Whatever is fused, followed as strides or placed in shared memory: the results are those of the operations one by one.</summary>
public sealed class RandomProgramTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Programs_compute_what_their_operations_do_one_by_one(int block)
    {
        for (var seed = block * 60; seed < (block + 1) * 60; seed++)
            Check(seed);
    }

    private static void Check(int seed)
    {
        var random = new RandomProgram(seed);
        var values = random.Values;
        var known = new byte[values.Count][];
        for (var i = 0; i < random.Parameters; i++)
            known[i] = Programs.Bytes(RandomValues.Floats(values[i].Count, seed + i));
        foreach (var operation in random.Operations)
        {
            var operands = operation.Operands.Distinct().ToArray();
            var text = Programs.Module(
                string.Join(", ", operands.Select(o => $"{values[o].Name}: {values[o].Type}")), values[operation.Result].Type, operation.Text, values[operation.Result].Name);
            known[operation.Result] = ProgramHost.Run(ProgramHost.Compile(text), [[.. operands.Select(o => known[o])]])[0][0];
        }

        // The last values and a few between: what is not asked for may stay in registers.
        var results = Enumerable.Range(random.Parameters, random.Operations.Count).Where(v => v % 5 == 0 || v >= values.Count - 3).ToArray();
        var whole = Programs.Module(
            string.Join(", ", values.Take(random.Parameters).Select(p => $"{p.Name}: {p.Type}")), string.Join(", ", results.Select(r => values[r].Type)),
            string.Concat(random.Operations.Select(o => o.Text)), string.Join(", ", results.Select(r => values[r].Name)));
        var actual = ProgramHost.Run(ProgramHost.Compile(whole), [known[..random.Parameters]])[0];
        for (var i = 0; i < results.Length; i++)
        {
            var difference = Comparison.Difference(Emulator.Ir.ElementType.F32, actual[i], known[results[i]], bits: false, 1e-30, 1e-5);
            Assert.True(difference is null, $"seed {seed}, {values[results[i]].Name}: {difference}\n{whole}");
        }
    }
}
