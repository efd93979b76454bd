using AppHost.Announcements;

namespace AppHost.Tests.Announcements;

public sealed class JobLogTests
{
    [Fact]
    public void Progress_is_how_far_and_what_was_done_last()
    {
        var log = Read("[36/150] flux-g5 256x144 vae 'decoder': in the store", "[37/150] flux-trn1 256x144 transformer 'double block': compiled in 0.41 s");

        Assert.Equal((37, 150, "flux-trn1 256x144 transformer 'double block'"), (log.Done, log.Programs, log.Program));
        Assert.Empty(log.Failures);
    }

    [Fact]
    public void A_reason_may_have_colons_in_it() =>
        Assert.Equal(["a program: INVALID: at 3:4: no"], Read("[1/2] a program: FAILED: INVALID: at 3:4: no").Failures);

    [Fact]
    public void A_failure_is_one_in_colour_too() =>
        Assert.Equal(["flux-g5: no such folder."], Read("a table", "\e[38;5;9mFAILED flux-g5: no such folder.\e[0m").Failures);

    [Fact]
    public void Without_a_program_there_is_no_progress() => Assert.Null(Read("a line", "").Done);

    private static JobLog Read(params string[] lines) =>
        JobLog.Of(lines.Select((text, index) => new LogLine(index + 1, $"2026-01-01T00:00:00.0000000Z {text}", false)));
}
