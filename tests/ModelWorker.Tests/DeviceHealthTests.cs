using System.Net;
using ModelWorker.Readiness;
using Pjrt;
using Shared;

namespace ModelWorker.Tests;

public sealed class DeviceHealthTests
{
    private static readonly PjrtException Broken = new(PjrtErrorCode.Internal, "core 3 is gone\n  at some native frame");

    private static async Task FailAsync(TestWorker worker, int times)
    {
        for (var i = 0; i < times; i++)
            await TestWorker.ErrorAsync(await worker.ImageAsync(new { prompt = "a" }), HttpStatusCode.ServiceUnavailable, "device_failed");
    }

    private static async Task<(HttpStatusCode Status, string Body)> ReadinessAsync(TestWorker worker)
    {
        using var answer = await worker.GetAsync("/readiness");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Devices_that_fail_every_run_make_the_worker_unready_until_a_step_succeeds()
    {
        var time = new ManualTime();
        await using var worker = await TestWorker.StartAsync(time: time);
        worker.Pipeline.Broken = Broken;
        await FailAsync(worker, DeviceHealth.MostFailures);
        var (status, body) = await ReadinessAsync(worker);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("core 3 is gone", body);
        Assert.DoesNotContain("native frame", body);
        var told = (await TestWorker.ErrorAsync(await worker.ImageAsync(new { prompt = "a" }), HttpStatusCode.ServiceUnavailable, "not_ready")).Message;
        Assert.Contains("devices of the unit 'flux-trn1' fail", told);
        Assert.DoesNotContain("core 3", told);

        // It tries again by itself, ever more rarely and never too rarely.
        for (var pause = DeviceProbe.FirstPause; pause < DeviceProbe.LongestPause * 4; pause *= 2)
        {
            await PassAsync(pause < DeviceProbe.LongestPause ? pause : DeviceProbe.LongestPause);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ReadinessAsync(worker)).Status);
        }
        worker.Pipeline.Broken = null;
        await PassAsync(DeviceProbe.LongestPause);
        await worker.UntilAsync(async () => (await ReadinessAsync(worker)).Status == HttpStatusCode.OK);
        Assert.True((await worker.ImageAsync(new { prompt = "a" })).IsSuccessStatusCode);

        async Task PassAsync(TimeSpan pause)
        {
            await worker.UntilAsync(() => time.Next is not null);
            Assert.Equal(pause, time.Next);
            time.Advance(pause);
        }
    }

    [Fact]
    public async Task Failures_between_which_a_picture_succeeds_do_not_count_together()
    {
        await using var worker = await TestWorker.StartAsync(time: new ManualTime());
        for (var round = 0; round < 2; round++)
        {
            worker.Pipeline.Broken = Broken;
            await FailAsync(worker, DeviceHealth.MostFailures - 1);
            worker.Pipeline.Broken = null;
            Assert.True((await worker.ImageAsync(new { prompt = "a" })).IsSuccessStatusCode);
        }
        Assert.Equal(HttpStatusCode.OK, (await ReadinessAsync(worker)).Status);
    }

    [Theory]
    [InlineData(PjrtErrorCode.ResourceExhausted)]
    [InlineData(PjrtErrorCode.InvalidArgument)]
    [InlineData(PjrtErrorCode.Unimplemented)]
    public async Task What_depends_on_the_request_takes_no_worker_out(PjrtErrorCode code)
    {
        await using var worker = await TestWorker.StartAsync(time: new ManualTime());
        worker.Pipeline.Broken = new PjrtException(code, "not with these numbers");
        await FailAsync(worker, DeviceHealth.MostFailures + 1);
        Assert.Equal(HttpStatusCode.OK, (await ReadinessAsync(worker)).Status);
    }

    [Fact]
    public void A_worker_that_failed_to_load_says_so_to_its_end()
    {
        var state = new WorkerState();
        state.Fail("no weights");
        state.Drain();
        Assert.Equal(new WorkerStatus(WorkerPhase.Failed, "no weights"), state.Status);
        Assert.False(state.BecomeReady());
    }
}
