using AppHost.Announcements;
using Compiler.Jobs;
using Compiler.Reporting;
using Compiler.Units;
using Fleet;
using Inference.Artifacts;
using Inference.Programs;
using Pjrt;
using Spectre.Console;

namespace AppHost.Tests.Announcements;

public sealed class JobLogTests
{
    [Fact]
    public void Progress_is_how_far_and_what_was_done_last()
    {
        var log = Read("[36/150] flux-g5 256x144 vae 'decoder': in the store", "[37/150] flux-trn1 256x144 transformer 'double block': compiled in 0.41 s");

        Assert.Equal((37, 150, "flux-trn1 256x144 transformer 'double block'"), (log.Done, log.Programs, log.Program));
        Assert.Empty(log.Failures);
        Assert.True(log.Compiles);
        Assert.False(Read("[1/2] a program: in the store").Compiles);
    }

    [Fact]
    public void A_reason_may_have_colons_in_it() =>
        Assert.Equal(["a program: INVALID: at 3:4: no"], Read("[1/2] a program: FAILED: INVALID: at 3:4: no").Failures);

    [Fact]
    public void A_failure_is_one_in_colour_too() =>
        Assert.Equal(["flux-g5: no such folder."], Read("a table", "\e[38;5;9mFAILED flux-g5: no such folder.\e[0m").Failures);

    [Fact]
    public void Without_a_program_there_is_no_progress() => Assert.Null(Read("a line", "").Done);

    [Fact]
    public async Task What_the_compile_job_writes_is_understood()
    {
        using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.TrueColor, Out = new AnsiConsoleOutput(output) });
        var unit = FleetDefinition.Load().Unit("flux-trn1")!;
        PlannedProgram Planned(string stage) => new(unit, unit.Sizes[0], new StageProgram("transformer", stage, "", new CompileOptions()));
        var address = new ArtifactAddress("flux", "trainium", "transformer", new ArtifactKey("0"));
        // Longer than any line of a log, and with colons.
        var reason = "INVALID: at 3:4: " + string.Join(' ', Enumerable.Repeat("no such operation", 30));
        ProgramResult[] results =
        [
            new(Planned("embedding"), new ArtifactOutcome(address, Hit: true, TimeSpan.Zero), null),
            new(Planned("double block"), null, reason),
            new(Planned("single block"), new ArtifactOutcome(address, Hit: false, TimeSpan.FromSeconds(1.5)), null),
        ];
        var report = new LineReport(console);
        await report.TrackAsync(results.Length, progress =>
        {
            foreach (var result in results)
                progress.Report(result);
            return Task.CompletedTask;
        });
        var broken = new UnitPlan(FleetDefinition.Load().Unit("flux-g5")!, [], "no such folder.");
        report.Show(new JobSummary([new UnitPlan(unit, [.. results.Select(result => result.Planned)], null), broken], results, TimeSpan.FromSeconds(2)));

        var log = Read(output.ToString().Split('\n'));

        Assert.Equal((3, 3, results[2].Planned.ToString()), (log.Done, log.Programs, log.Program));
        Assert.Equal("1 compiled, 1 in the store, 2 failed, 2.0 s.", log.Summary);
        Assert.Equal([$"{results[1].Planned}: {reason}", "flux-g5: no such folder."], log.Failures);
    }

    private static JobLog Read(params string[] lines) =>
        JobLog.Of(lines.Select((text, index) => new LogLine(index + 1, $"2026-01-01T00:00:00.0000000Z {text}", false)));
}
