using Gateway.Tests.Hosting;
using Gateway.Units;
using Shared;

namespace Gateway.Tests.Units;

public class WorkerTests
{
    private readonly ManualTime _time = new();
    private readonly Worker _worker;
    private int _changes;

    public WorkerTests()
    {
        _worker = new Worker("one", "http://127.0.0.1:1", _time, startTimeout: TimeSpan.FromMinutes(10));
        _worker.Changed += _ => _changes++;
    }

    [Fact]
    public void It_starts_and_becomes_ready()
    {
        Assert.Equal(WorkerState.Starting, _worker.State);
        Probe(ProbeOutcome.Refused);
        Probe(ProbeOutcome.NotReady);
        Assert.Equal((WorkerState.Starting, 0), (_worker.State, _changes));
        Probe(ProbeOutcome.Ready);
        Probe(ProbeOutcome.Ready);
        Assert.Equal((WorkerState.Ready, 1), (_worker.State, _changes));
    }

    [Fact]
    public void One_that_is_gone_has_failed_and_one_that_loads_again_is_starting()
    {
        Probe(ProbeOutcome.Ready);
        Probe(ProbeOutcome.Refused);
        Assert.Equal(WorkerState.Failed, _worker.State);
        Probe(ProbeOutcome.NotReady);
        Assert.Equal(WorkerState.Starting, _worker.State);
    }

    [Theory]
    [InlineData(nameof(ProbeOutcome.NotReady))]
    [InlineData(nameof(ProbeOutcome.Refused))]
    public void One_that_does_not_start_in_time_has_failed(string answer)
    {
        var outcome = Enum.Parse<ProbeOutcome>(answer);
        _time.Advance(TimeSpan.FromMinutes(10));
        Probe(outcome);
        Assert.Equal(WorkerState.Starting, _worker.State);
        _time.Advance(TimeSpan.FromSeconds(1));
        Probe(outcome);
        Assert.Equal((WorkerState.Failed, outcome.ToString()), (_worker.State, _worker.Reason));

        // Late is better than never, and from then on it is one that was ready.
        Probe(ProbeOutcome.Ready);
        Assert.True(_worker.IsReady);
        Probe(ProbeOutcome.NotReady);
        Assert.Equal(WorkerState.Starting, _worker.State);
    }

    [Fact]
    public void A_late_answer_is_forgiven_twice()
    {
        Probe(ProbeOutcome.Ready);
        Probe(ProbeOutcome.Late);
        Probe(ProbeOutcome.Late);
        Probe(ProbeOutcome.Ready);
        Probe(ProbeOutcome.Late);
        Probe(ProbeOutcome.Late);
        Assert.True(_worker.IsReady);
        Probe(ProbeOutcome.Late);
        Assert.False(_worker.IsReady);
    }

    [Fact]
    public void A_probe_from_before_an_ejection_counts_no_more()
    {
        Probe(ProbeOutcome.Ready);
        var early = _worker.BeginProbe();
        _worker.Eject(WorkerState.Failed, "was lost");
        _worker.EndProbe(early, new(ProbeOutcome.Ready, "is ready"));
        Assert.Equal((WorkerState.Failed, "was lost"), (_worker.State, _worker.Reason));
        Probe(ProbeOutcome.Ready);
        Assert.True(_worker.IsReady);
    }

    private void Probe(ProbeOutcome outcome) => _worker.EndProbe(_worker.BeginProbe(), new(outcome, outcome.ToString()));
}
