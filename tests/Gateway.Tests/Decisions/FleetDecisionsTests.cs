using Gateway.Decisions;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Tests.Decisions;

/// <summary>What happens to workers and weights is written down with its reason.</summary>
public class FleetDecisionsTests
{
    [Fact]
    public async Task A_lost_worker_is_ejected_and_weights_follow()
    {
        await using var scene = await Scene.StartAsync();
        await NextAsync(scene, decision => decision.What is { } what && what.StartsWith("flux 256x144", StringComparison.Ordinal) && what.Contains("60 %", StringComparison.Ordinal) && what.Contains("30 %", StringComparison.Ordinal) && what.Contains("10 %", StringComparison.Ordinal));
        await scene["large"].KillAsync();
        (await scene.Gateway.GenerateAsync()).Dispose();

        var ejection = await NextAsync(scene, decision => decision is { Kind: DecisionKind.Ejection });
        Assert.Equal(("large", "large gets no requests"), (ejection.Unit, ejection.What));
        Assert.StartsWith("it was lost during a request", ejection.Reason, StringComparison.Ordinal);

        // Whether they are read a moment before the ejection is written down or after it.
        var weights = await NextAsync(scene, decision => decision.What == "flux 256x144: large 60 → 0 %, middle 30 → 75 %, small 10 → 25 %");
        Assert.Equal(DecisionKind.Weights, weights.Kind);
        Assert.Contains("large was lost", weights.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_start_and_a_return_are_told()
    {
        await using var scene = await Scene.StartAsync(("Gateway:ProbeInterval", "00:00:00.05"));
        var first = await NextAsync(scene, decision => decision is { Kind: DecisionKind.Return, Unit: "middle" });
        Assert.Equal(("middle gets requests", "it is ready"), (first.What, first.Reason));
        scene["middle"].Readiness = 503;
        var away = await NextAsync(scene, decision => decision is { Kind: DecisionKind.Ejection, Unit: "middle" });
        Assert.Equal("it answers 503", away.Reason);
        scene["middle"].Readiness = 200;
        await NextAsync(scene, decision => decision is { Kind: DecisionKind.Return, Unit: "middle" } && decision.Id > away.Id);
    }

    [Fact]
    public async Task A_worker_that_failed_and_left_is_forgotten()
    {
        await using var scene = await Scene.StartAsync();
        var decisions = scene.Gateway.Services.GetServices<IHostedService>().OfType<FleetDecisions>().Single();
        var before = decisions.Followed;
        var large = scene.Gateway.Fleet.Unit("large")!;
        var worker = large.Workers[0];
        worker.Eject(Gateway.Units.WorkerState.Failed, "was lost");
        Assert.Equal(before, decisions.Followed);
        large.Remove(worker, "was deleted");
        Assert.Equal(before - 1, decisions.Followed);
    }

    private static async Task<Decision> NextAsync(Scene scene, Func<Decision, bool> wanted)
    {
        await foreach (var decision in scene.Gateway.Decisions.FollowAsync(0, TestContext.Current.CancellationToken))
        {
            if (wanted(decision)) return decision;
        }

        throw new InvalidOperationException("The log never ends.");
    }
}
