using System.Net;
using System.Net.Sockets;
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
        Assert.Equal((ProbeOutcome.Refused, "is not started yet, or stopped: nobody knows the name in http://no-such-worker.invalid"), (outcome, reason));
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, SocketError.HostNotFound)]
    [InlineData(HttpRequestError.ConnectionError, SocketError.TryAgain)]
    [InlineData(HttpRequestError.ConnectionError, SocketError.NoData)]
    public void Whatever_the_system_calls_that(HttpRequestError error, SocketError code)
    {
        var exception = new HttpRequestException(error, "Resource temporarily unavailable", new SocketException((int)code));
        Assert.Equal("is not started yet, or stopped: nobody knows the name in http://one", WorkerProbe.Why(exception, "http://one"));
    }

    [Theory]
    [InlineData("""{"status":"Unhealthy","checks":{"self":{"status":"Healthy","description":null},"model":{"status":"Unhealthy","description":"The model is being loaded."}}}""", "answers 503: The model is being loaded.")]
    [InlineData("""{"checks":{"model":{"status":"Unhealthy","description":null}}}""", "answers 503")]
    [InlineData("""{"checks":[]}""", "answers 503")]
    [InlineData("no json", "answers 503")]
    [InlineData("", "answers 503")]
    public async Task One_that_is_not_ready_is_quoted(string body, string expected)
    {
        await using var stub = await StubWorker.StartAsync();
        (stub.Readiness, stub.ReadinessBody) = (503, body);
        Assert.Equal(new ProbeResult(ProbeOutcome.NotReady, expected), await AskAsync(stub.Address) with { Report = null });
    }

    private static async Task<ProbeResult> AskAsync(string address)
    {
        using var probe = new WorkerProbe(TimeProvider.System, TimeSpan.FromSeconds(30), HttpVersion.Version11);
        return await probe.AskAsync(new Worker("one", address, TimeProvider.System, TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);
    }
}
