using System.Text.Json;
using Emulator.Planning;
using Emulator.Tests.Conformance;

namespace Emulator.Tests.Execution;

/// <summary>Each program of the conformance set computes what the reference interpreter did.</summary>
public sealed class ConformanceTests
{
    private static readonly Dictionary<string, JsonElement> Known = ConformanceSet.Cases("cases.json").ToDictionary(c => c.GetProperty("name").GetString()!);

    public static TheoryData<string> Names() => [.. Known.Keys.DefaultIfEmpty("")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Program_gives_the_reference_results(string name)
    {
        var folder = ConformanceSet.RequireFolder();
        var item = Known[name];
        var replicas = item.GetProperty("replicas").GetInt32();
        var compiled = ProgramHost.Compile(File.ReadAllText(Path.Combine(folder, name + ".mlir")), replicas);
        var tensors = TensorFile.Read(Path.Combine(folder, name + ".safetensors"));
        var inputs = new byte[replicas][][];
        for (var r = 0; r < replicas; r++)
            inputs[r] = [.. Enumerable.Range(0, compiled.Parameters.Length).Select(i => tensors[$"{Prefix(r)}in{i}"])];

        Check(ProgramHost.Run(compiled, inputs));
        Check(ProgramHost.Run(CompiledProgram.Deserialize(compiled.Serialize()), inputs));

        string Prefix(int replica) => replicas > 1 ? $"r{replica}." : "";

        void Check(byte[][][] results)
        {
            for (var r = 0; r < replicas; r++)
            {
                var i = 0;
                foreach (var output in item.GetProperty("outputs").EnumerateArray().Take(compiled.Results.Length))
                {
                    var difference = Comparison.Difference(
                        compiled.Results[i].Element, results[r][i], tensors[$"{Prefix(r)}out{i}"],
                        output.GetProperty("compare").GetString() == "bits", output.GetProperty("abs").GetDouble(), output.GetProperty("rel").GetDouble());
                    Assert.True(difference is null, $"result {i} of process {r}: {difference}");
                    i++;
                }
            }
        }
    }
}
