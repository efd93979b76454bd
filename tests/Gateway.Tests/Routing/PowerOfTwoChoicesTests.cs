using Fleet;
using Gateway.Routing;
using Gateway.Tests.Hosting;
using Gateway.Units;
using Shared;

namespace Gateway.Tests.Routing;

public class PowerOfTwoChoicesTests
{
    private readonly PowerOfTwoChoices _choice = new(new Random(7));

    [Fact]
    public void Of_two_the_less_busy_is_taken()
    {
        var workers = Workers(2);
        workers[0].Begin();
        for (var choice = 0; choice < 20; choice++) Assert.Same(workers[1], _choice.Choose(workers, size: null, except: null));
    }

    [Fact]
    public void Work_stays_even_over_many()
    {
        var workers = Workers(8);
        for (var choice = 0; choice < 800; choice++) _choice.Choose(workers, size: null, except: null)!.Begin();
        Assert.All(workers, worker => Assert.InRange(worker.Outstanding, 95, 105));
    }

    [Fact]
    public void Nobody_waits_while_one_is_idle()
    {
        var workers = Workers(8);
        for (var choice = 0; choice < 8; choice++) _choice.Choose(workers, size: null, except: null)!.Begin();
        Assert.All(workers, worker => Assert.Equal(1, worker.Outstanding));
    }

    [Fact]
    public void Of_the_idle_the_one_that_was_chosen_longest_ago_is_taken()
    {
        var workers = Workers(5);
        for (var round = 0; round < 3; round++) Assert.Equal(workers, workers.Select(_ => _choice.Choose(workers, size: null, except: null)));
        workers[1].Begin();
        Assert.Equal([workers[0], workers[2], workers[3], workers[4], workers[0]], Enumerable.Range(0, 5).Select(_ => _choice.Choose(workers, size: null, except: null)));
    }

    [Fact]
    public void Of_two_with_as_much_to_do_the_one_that_was_chosen_longest_ago_is_taken()
    {
        var workers = Workers(2);
        foreach (var worker in workers) worker.Begin();
        for (var round = 0; round < 20; round++) Assert.NotSame(_choice.Choose(workers, size: null, except: null), _choice.Choose(workers, size: null, except: null));
    }

    [Fact]
    public void Only_the_ready_are_taken()
    {
        var workers = Workers(3);
        workers[0].Eject(WorkerState.Failed, "gone");
        for (var choice = 0; choice < 20; choice++) Assert.Same(workers[2], _choice.Choose(workers, size: null, except: workers[1]));
        workers[1].Eject(WorkerState.Failed, "gone");
        workers[2].Eject(WorkerState.Failed, "gone");
        Assert.Null(_choice.Choose(workers, size: null, except: null));
    }

    [Fact]
    public void What_other_gateways_sent_counts_too_and_then_the_busier_devices()
    {
        var workers = Workers(2);
        Say(workers[0], new WorkerReport(Waiting: 2, Running: 1, Busy: 0.1, Sizes: null));
        Say(workers[1], new WorkerReport(Waiting: 1, Running: 1, Busy: 1, Sizes: null));
        AssertAlways(workers[1], workers);
        Say(workers[0], new WorkerReport(Waiting: 1, Running: 1, Busy: 0.1, Sizes: null));
        AssertAlways(workers[0], workers);
    }

    [Fact]
    public void What_it_said_of_our_own_requests_is_not_counted_twice()
    {
        var worker = Workers(1)[0];
        for (var request = 0; request < 3; request++) worker.Begin();
        Say(worker, new WorkerReport(Waiting: 4, Running: 1, Busy: 1, Sizes: null));
        Assert.Equal(5, worker.Load);
        worker.Begin();
        Assert.Equal(6, worker.Load);
    }

    [Fact]
    public void A_size_goes_only_to_who_has_its_programs()
    {
        var workers = Workers(2);
        var (small, large) = (new ImageSize(256, 144), new ImageSize(512, 512));
        Say(workers[0], new WorkerReport(0, 0, 0, [small]));
        AssertAlways(workers[1], workers, large);
        Say(workers[1], new WorkerReport(0, 0, 0, [small]));
        Assert.Null(_choice.Choose(workers, large, except: null));
        Assert.NotNull(_choice.Choose(workers, small, except: null));
    }

    [Fact]
    public void Who_returns_gets_more_and_more()
    {
        var time = new ManualTime();
        Worker[] workers = [Worker("usual", time), Worker("returning", time)];
        workers[1].Eject(WorkerState.Failed, "was lost");
        Say(workers[1], null);
        var taken = new List<int>();
        for (var second = 0; second <= 10; second++)
        {
            taken.Add(Enumerable.Range(0, 2000).Count(_ => _choice.Choose(workers, null, null) == workers[1]));
            workers[0].Begin();
            time.Advance(TimeSpan.FromSeconds(1));
            Say(workers[1], null);
        }

        // A tenth at the start of the time that a return takes, all of what is its due at the end.
        Assert.InRange(taken[1], 120, 280);
        Assert.InRange(taken[5], 880, 1120);
        Assert.Equal(2000, taken[10]);
    }

    private void AssertAlways(Worker expected, Worker[] workers, ImageSize? size = null)
    {
        for (var choice = 0; choice < 20; choice++) Assert.Same(expected, _choice.Choose(workers, size, except: null));
    }

    private static void Say(Worker worker, WorkerReport? report) => worker.EndProbe(worker.BeginProbe(), new(ProbeOutcome.Ready, "is ready") { Report = report });

    private static Worker Worker(string name, TimeProvider time)
    {
        var worker = new Worker(name, "http://127.0.0.1:1", time, TimeSpan.FromMinutes(1), returnTime: TimeSpan.FromSeconds(10));
        Say(worker, null);
        return worker;
    }

    private static Worker[] Workers(int count) => [.. Enumerable.Range(0, count).Select(number => Worker($"{number}", new ManualTime()))];
}
