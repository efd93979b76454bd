using Compiler.Units;

namespace Compiler.Jobs;

/// <summary>What the job did.</summary>
/// <param name="Plans">What was to be done, unit by unit.</param>
/// <param name="Results">How each program fared.</param>
/// <param name="Elapsed">Time from the start of the job.</param>
internal sealed record JobSummary(IReadOnlyList<UnitPlan> Plans, IReadOnlyList<ProgramResult> Results, TimeSpan Elapsed)
{
    public int Compiled => Results.Count(result => result.Outcome is { Hit: false });

    public int Hits => Results.Count(result => result.Outcome is { Hit: true });

    /// <summary>Units that cannot be planned, and programs that cannot be compiled.</summary>
    public IReadOnlyList<string> Failures { get; } =
    [
        .. Plans.Where(plan => plan.Problem is not null).Select(plan => $"{plan.Unit.Name}: {plan.Problem}"),
        .. Results.Where(result => result.Error is not null).Select(result => $"{result.Planned}: {result.Error}"),
    ];

    public bool Succeeded => Failures.Count == 0;
}
