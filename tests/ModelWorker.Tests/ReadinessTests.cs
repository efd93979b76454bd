using System.Net;
using ModelWorker.Errors;
using ModelWorker.Images;
using ModelWorker.Readiness;

namespace ModelWorker.Tests;

public sealed class ReadinessTests
{
    [Fact]
    public async Task Health_is_immediate_and_readiness_comes_after_one_step_at_the_smallest_size()
    {
        await using var worker = await TestWorker.StartAsync(new FakePipeline { LoadsAtOnce = false }, waitUntilReady: false);
        Assert.True((await worker.GetAsync("/health")).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await worker.GetAsync("/readiness")).StatusCode);
        var early = await worker.ImageAsync(new { prompt = "a" });
        Assert.NotNull(early.Headers.RetryAfter);
        Assert.Contains("being loaded", (await TestWorker.ErrorAsync(early, HttpStatusCode.ServiceUnavailable, "not_ready")).Message);
        // Before it looks at the request.
        foreach (var wrong in new[] { await worker.ImageAsync(new { steps = 1 }), await worker.PostTextAsync("{"), await worker.PostAsync("/generate", new { max_new_tokens = 1 }), await worker.GetAsync("/load/0/infer/x?y=z") })
            await TestWorker.ErrorAsync(wrong, HttpStatusCode.ServiceUnavailable, "not_ready");

        worker.Pipeline.FinishLoading();
        await worker.UntilAsync(async () => (await worker.GetAsync("/readiness")).IsSuccessStatusCode);
        Assert.Equal(1, worker.Pipeline.StepsDone);
    }

    [Fact]
    public async Task Told_to_stop_it_is_unready_first_finishes_what_it_has_and_leaves()
    {
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Hold();
        var running = worker.ImageAsync(new { prompt = "1" });
        var waiting = worker.ImageAsync(new { prompt = "2" });
        await worker.UntilAsync(() => worker.Pipeline.Requests.Count == 1 && worker.Queue.Depth == 1);
        var stopping = worker.StopAsync();
        await worker.UntilAsync(async () => (await worker.GetAsync("/readiness")).StatusCode == HttpStatusCode.ServiceUnavailable);
        Assert.True((await worker.GetAsync("/health")).IsSuccessStatusCode);
        var late = await worker.ImageAsync(new { prompt = "3" });
        Assert.NotNull(late.Headers.RetryAfter);
        await TestWorker.ErrorAsync(late, HttpStatusCode.ServiceUnavailable, "draining");
        Assert.False(stopping.IsCompleted);

        worker.Pipeline.Go();
        Assert.True((await running).IsSuccessStatusCode);
        Assert.True((await waiting).IsSuccessStatusCode);
        await stopping;
    }

    [Fact]
    public async Task What_outlasts_the_drain_is_stopped()
    {
        await using var worker = await TestWorker.StartAsync(settings: ("Worker:DrainTimeout", "00:00:00.200"));
        worker.Pipeline.Hold();
        var running = worker.ImageAsync(new { prompt = "1" });
        await worker.UntilAsync(() => worker.Pipeline.Requests.Count == 1);
        await worker.StopAsync();
        await TestWorker.ErrorAsync(await running, HttpStatusCode.ServiceUnavailable, "draining");
    }

    [Fact]
    public async Task A_worker_whose_model_cannot_be_loaded_ends_with_a_code()
    {
        var before = Environment.ExitCode;
        try
        {
            var pipeline = new FakePipeline { LoadsAtOnce = false };
            await using var worker = await TestWorker.StartAsync(pipeline, waitUntilReady: false);
            var lifetime = (Microsoft.Extensions.Hosting.IHostApplicationLifetime)worker.Services.GetService(typeof(Microsoft.Extensions.Hosting.IHostApplicationLifetime))!;
            pipeline.FinishLoading(new FileNotFoundException("no weights"));
            await worker.UntilAsync(() => lifetime.ApplicationStopping.IsCancellationRequested);
            Assert.Equal(1, Environment.ExitCode);
            // What requests and probes are told while the process ends.
            var told = ((WorkerState)worker.Services.GetService(typeof(WorkerState))!).Status;
            Assert.Equal(WorkerPhase.Failed, told.Phase);
            Assert.Contains("no weights", told.Reason);
            Assert.Contains("restart", told.Reason);
            var images = (ImageService)worker.Services.GetService(typeof(ImageService))!;
            Assert.Equal("The unit 'flux-trn1' could not load its model. Whoever runs it finds the reason in its log.", Assert.Throws<ApiException>(images.ThrowUnlessReady).Error.Message);
        }
        finally
        {
            Environment.ExitCode = before;
        }
    }
}
