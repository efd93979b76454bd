using Fleet;
using Inference.Programs;

namespace Compiler.Units;

/// <summary>All programs of a unit, each once, or the reason why they cannot be told.</summary>
internal sealed record UnitPlan(Unit Unit, IReadOnlyList<PlannedProgram> Programs, string? Problem)
{
    public static UnitPlan For(Unit unit)
    {
        if (UnitPipeline.WhyNot(unit) is { } problem)
            return new UnitPlan(unit, [], problem);
        try
        {
            return new UnitPlan(unit, [.. unit.Sizes.SelectMany(size => ProgramsOf(unit, size)).DistinctBy(Identity)], null);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or NotSupportedException or ArgumentException)
        {
            return new UnitPlan(unit, [], exception.Message);
        }
    }

    private static IEnumerable<PlannedProgram> ProgramsOf(Unit unit, ImageSize size) =>
        UnitPipeline.Programs(unit, [size]).Select(program => new PlannedProgram(unit, size, program));

    /// <summary>Encoders are the same for all sizes, and blocks for all layers. Each component has its own place in the store.</summary>
    private static (string, string, string) Identity(PlannedProgram planned) =>
        (planned.Program.Component, planned.Program.Text, Devices(planned.Program));

    private static string Devices(StageProgram program) => Convert.ToHexString(program.Options.ToProto());
}
