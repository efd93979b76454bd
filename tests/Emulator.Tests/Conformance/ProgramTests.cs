using Emulator.Parsing;

namespace Emulator.Tests.Conformance;

/// <summary>Every program of the conformance set is read.</summary>
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
                StableHloParser.Parse(File.ReadAllBytes(Path.Combine(folder, name + ".mlir")));
            }
            catch (Exception e)
            {
                refused.Add($"{name}: {e.Message}");
            }
        }
        Assert.True(refused.Count == 0, string.Join('\n', refused));
    }
}
