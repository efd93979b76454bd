using System.Globalization;
using Compiler.Jobs;
using Fleet;
using Spectre.Console;

namespace Compiler.Reporting;

/// <summary>A row for each unit and size, then what failed. A program counts at the first size that needs it.</summary>
internal static class SummaryTable
{
    public static void Write(IAnsiConsole console, JobSummary summary)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("unit", "size");
        foreach (var name in (string[])["programs", "compiled", "in store", "failed", "compile s"])
            table.AddColumn(new TableColumn(name).RightAligned());
        var results = summary.Results.ToLookup(result => (result.Planned.Unit.Name, result.Planned.Size));
        foreach (var plan in summary.Plans)
        {
            if (plan.Problem is not null)
                table.AddRow(plan.Unit.Name, "all", "-", "-", "-", "all", "-");
            else
                foreach (var size in plan.Unit.Sizes)
                    table.AddRow([.. Row(plan.Unit, size, [.. results[(plan.Unit.Name, size)]])]);
        }

        console.Write(table);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Compiled} compiled, {summary.Hits} in the store, {summary.Failures.Count} failed, {summary.Elapsed.TotalSeconds:F1} s."));
        foreach (var failure in summary.Failures)
            console.Write(new Text($"FAILED {failure}{Environment.NewLine}", new Style(Color.Red)));
    }

    private static IEnumerable<string> Row(Unit unit, ImageSize size, ProgramResult[] results)
    {
        var seconds = results.Sum(result => result.Outcome?.CompileTime.TotalSeconds ?? 0);
        return
        [
            unit.Name,
            size.ToString(),
            Count(results, _ => true),
            Count(results, result => result.Outcome is { Hit: false }),
            Count(results, result => result.Outcome is { Hit: true }),
            Count(results, result => result.Error is not null),
            seconds.ToString("F1", CultureInfo.InvariantCulture),
        ];
    }

    private static string Count(ProgramResult[] results, Func<ProgramResult, bool> which) =>
        results.Count(which).ToString(CultureInfo.InvariantCulture);
}
