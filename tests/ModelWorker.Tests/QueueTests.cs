using System.Net;

namespace ModelWorker.Tests;

public sealed class QueueTests
{
    private static object Prompt(string prompt) => new { prompt, num_inference_steps = 1 };

    [Fact]
    public async Task A_full_queue_answers_429_and_says_when_to_try_again()
    {
        await using var worker = await TestWorker.StartAsync(settings: ("Worker:QueueCapacity", "2"));
        worker.Pipeline.Hold();
        var running = worker.ImageAsync(Prompt("1"));
        await worker.UntilAsync(() => worker.Pipeline.Requests.Count == 1);
        var waiting = new[] { worker.ImageAsync(Prompt("2")), worker.ImageAsync(Prompt("3")) };
        await worker.UntilAsync(() => worker.Queue.Depth == 2);

        var refused = await worker.ImageAsync(Prompt("4"));
        Assert.True(refused.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        await TestWorker.ErrorAsync(refused, HttpStatusCode.TooManyRequests, "queue_full");
        worker.Pipeline.Go();
        foreach (var response in await Task.WhenAll([running, .. waiting]))
            Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(1, worker.Pipeline.MostAtOnce);
    }

    [Fact]
    public async Task More_pictures_than_the_queue_ever_holds_are_refused_for_good()
    {
        await using var worker = await TestWorker.StartAsync(settings: ("Worker:QueueCapacity", "2"));
        var (message, field) = await TestWorker.ErrorAsync(
            await worker.ImageAsync(new { prompt = "a", n = 3 }), HttpStatusCode.BadRequest, "invalid_value");
        Assert.Equal("n", field);
        Assert.Contains("1 to 2", message);
        Assert.True((await worker.ImageAsync(new { prompt = "a", n = 2 })).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_client_that_leaves_gives_its_place_to_another_at_once()
    {
        await using var worker = await TestWorker.StartAsync(settings: ("Worker:QueueCapacity", "1"));
        worker.Pipeline.Hold();
        var running = worker.ImageAsync(Prompt("1"));
        await worker.UntilAsync(() => worker.Pipeline.Requests.Count == 1);
        using var impatient = new CancellationTokenSource();
        var leaving = worker.ImpatientAsync(Prompt("2"), impatient.Token);
        await worker.UntilAsync(() => worker.Queue.Depth == 1);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        await worker.UntilAsync(() => worker.Queue.Depth == 0);

        var next = worker.ImageAsync(Prompt("3"));
        await worker.UntilAsync(() => worker.Queue.Depth == 1);
        worker.Pipeline.Go();
        Assert.True((await running).IsSuccessStatusCode);
        Assert.True((await next).IsSuccessStatusCode);
        Assert.Equal(["1", "3"], worker.Pipeline.Requests.Select(r => r.Prompt));
    }

    [Fact]
    public async Task A_client_that_leaves_stops_the_running_picture_within_a_step()
    {
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Hold();
        using var impatient = new CancellationTokenSource();
        var leaving = worker.ImpatientAsync(new { prompt = "1", num_inference_steps = 100 }, impatient.Token);
        await worker.UntilAsync(() => worker.Pipeline.Requests.Count == 1);
        worker.Pipeline.Step(3);
        await worker.UntilAsync(() => worker.Pipeline.StepsDone == 1 + 3);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        await worker.UntilAsync(() => worker.Queue.Load == 0);
        Assert.Equal(1 + 3, worker.Pipeline.StepsDone);
    }
}
