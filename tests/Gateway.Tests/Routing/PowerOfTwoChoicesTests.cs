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
        for (var choice = 0; choice < 20; choice++) Assert.Same(workers[1], _choice.Choose(workers, except: null));
    }

    [Fact]
    public void Work_stays_even_over_many()
    {
        var workers = Workers(8);
        for (var choice = 0; choice < 800; choice++) _choice.Choose(workers, except: null)!.Begin();
        Assert.All(workers, worker => Assert.InRange(worker.Outstanding, 95, 105));
    }

    [Fact]
    public void Only_the_ready_are_taken()
    {
        var workers = Workers(3);
        workers[0].Eject(WorkerState.Failed, "gone");
        for (var choice = 0; choice < 20; choice++) Assert.Same(workers[2], _choice.Choose(workers, except: workers[1]));
        workers[1].Eject(WorkerState.Failed, "gone");
        workers[2].Eject(WorkerState.Failed, "gone");
        Assert.Null(_choice.Choose(workers, except: null));
    }

    private static Worker[] Workers(int count) => [.. Enumerable.Range(0, count).Select(number =>
    {
        var worker = new Worker($"{number}", "http://127.0.0.1:1", new ManualTime(), TimeSpan.FromMinutes(1));
        worker.EndProbe(worker.BeginProbe(), new(ProbeOutcome.Ready, "is ready"));
        return worker;
    })];
}
