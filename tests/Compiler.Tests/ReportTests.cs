using Compiler.Jobs;
using Compiler.Reporting;
using Compiler.Units;
using Fleet;
using Inference.Artifacts;
using Inference.Programs;
using Pjrt;
using Spectre.Console;

namespace Compiler.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly IAnsiConsole _console;

    public ReportTests() => _console = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.No,
        Interactive = InteractionSupport.No,
        Out = new AnsiConsoleOutput(_output),
    });

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task A_pipe_gets_a_line_for_each_program()
    {
        var report = Assert.IsType<LineReport>(Reports.For(_console));
        var results = Results();
        await report.TrackAsync(results.Length, progress =>
        {
            foreach (var result in results)
                progress.Report(result);
            return Task.CompletedTask;
        });
        Assert.Equal(
            ["[1/3] flux-a 64x32 vae 'one': compiled in 1.50 s", "[2/3] flux-a 64x32 vae 'two': in the store", "[3/3] flux-a 64x32 vae 'three': FAILED: InvalidArgument: bad"],
            _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_terminal_gets_a_bar()
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(_output),
        });
        var results = Results();
        await new BarReport(terminal).TrackAsync(results.Length, progress =>
        {
            foreach (var result in results)
                progress.Report(result);
            return Task.CompletedTask;
        });
        Assert.Contains("100%", _output.ToString());
    }

    [Fact]
    public void The_summary_counts_by_unit_and_size_and_names_failures()
    {
        var results = Results();
        var plan = new UnitPlan(results[0].Planned.Unit, [.. results.Select(result => result.Planned)], null);
        Reports.For(_console).Show(new JobSummary([plan], results, TimeSpan.FromSeconds(2)));
        var text = _output.ToString();
        Assert.Matches(@"flux-a\s+64x32\s+3\s+1\s+1\s+1\s+1\.5", text);
        Assert.Contains("1 compiled, 1 in the store, 1 failed, 2.0 s.", text);
        Assert.Contains("FAILED flux-a 64x32 vae 'three': InvalidArgument: bad", text);
    }

    private static ProgramResult[] Results()
    {
        using var store = new TemporaryStore(TemporaryStore.Unit("flux-a"));
        var unit = FleetDefinition.Load(store.FleetPath).Units[0];
        PlannedProgram Planned(string stage) => new(unit, unit.Sizes[0], new StageProgram("vae", stage, "", new CompileOptions()));
        var address = new ArtifactAddress("flux", "trainium", "vae", new ArtifactKey("0"));
        return
        [
            new(Planned("one"), new ArtifactOutcome(address, Hit: false, TimeSpan.FromSeconds(1.5)), null),
            new(Planned("two"), new ArtifactOutcome(address, Hit: true, TimeSpan.Zero), null),
            new(Planned("three"), null, "InvalidArgument: bad"),
        ];
    }
}
