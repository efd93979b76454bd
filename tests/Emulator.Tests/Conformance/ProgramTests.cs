using Emulator.Errors;
using Emulator.Parsing;
using Emulator.Verification;

namespace Emulator.Tests.Conformance;

/// <summary>Every program of the conformance set is accepted or refused as it says, before anything runs.</summary>
public sealed class ProgramTests
{
    [Fact]
    public void Good_programs_are_accepted()
    {
        var folder = ConformanceSet.RequireFolder();
        var refused = new List<string>();
        foreach (var item in ConformanceSet.Cases("cases.json"))
        {
            var name = item.GetProperty("name").GetString()!;
            try
            {
                Accept(Path.Combine(folder, name + ".mlir"), item.GetProperty("replicas").GetInt32());
            }
            catch (ProgramException e)
            {
                refused.Add($"{name}: {e.Message}");
            }
        }
        Assert.True(refused.Count == 0, string.Join('\n', refused));
    }

    [Fact]
    public void Bad_programs_are_refused_with_a_place()
    {
        var folder = ConformanceSet.RequireFolder();
        var wrong = new List<string>();
        foreach (var item in ConformanceSet.Cases("bad/cases.json"))
        {
            var name = item.GetProperty("name").GetString()!;
            try
            {
                // Two processes: enough for what the programs about collectives get wrong to be the first fault.
                Accept(Path.Combine(folder, "bad", name + ".mlir"), replicas: 2);
                wrong.Add($"{name}: accepted");
            }
            catch (ProgramException e)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {e.Message}");
                var code = name.StartsWith("unknown_", StringComparison.Ordinal) ? ErrorCode.Unimplemented : ErrorCode.InvalidArgument;
                if (e.Code != code || !e.Message.StartsWith("line ", StringComparison.Ordinal))
                    wrong.Add($"{name}: {e.Code} {e.Message}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static void Accept(string path, int replicas)
        => Verifier.Verify(StableHloParser.Parse(File.ReadAllBytes(path)), replicas, partitions: 1);
}
