using Gateway.Tests.Hosting;
using Gateway.Units;

namespace Gateway.Tests.Units;

/// <summary>What is said of a worker that does not answer is for who looks after workers, not sockets.</summary>
public class WorkerProbeTests
{
    [Fact]
    public async Task A_worker_that_is_not_there_is_not_started_or_stopped()
    {
        await using var stub = await StubWorker.StartAsync();
        await stub.KillAsync();
        var (outcome, reason) = await AskAsync(stub.Address);
        Assert.Equal((ProbeOutcome.Refused, $"is not started yet, or stopped: nothing listens at {stub.Address}"), (outcome, reason));
    }

    [Fact]
    public async Task So_is_one_whose_name_nobody_knows()
    {
        var (outcome, reason) = await AskAsync("http://no-such-worker.invalid");
        Assert.Equal(ProbeOutcome.Refused, outcome);
        Assert.Contains("no-such-worker.invalid", reason, StringComparison.Ordinal);
    }

    private static async Task<ProbeResult> AskAsync(string address)
    {
        using var probe = new WorkerProbe(TimeProvider.System, TimeSpan.FromSeconds(30));
        return await probe.AskAsync(new Worker("one", address, TimeProvider.System, TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);
    }
}
