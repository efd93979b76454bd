using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace ModelWorker.Tests;

/// <summary>What scalers count: a request that is answered counts once, whatever route it came by, and no other does.</summary>
public sealed class AnsweredRequestsTests
{
    [Fact]
    public async Task Every_route_counts_its_pictures_and_failures_count_as_none()
    {
        await using var worker = await TestWorker.StartAsync();
        var counted = 0L;
        // Instruments are the process's; those of this worker's factory are its own.
        var factory = worker.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Name == "inference.requests" && ReferenceEquals(instrument.Meter.Scope, factory))
                    it.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();

        await CountsAsync(1, () => worker.ImageAsync(new { prompt = "a" }));
        await CountsAsync(1, () => worker.ImageAsync(new { prompt = "a", stream = true, partial_images = 1 }));
        await CountsAsync(1, () => worker.PostAsync("/generate", new { prompt = "a", num_inference_steps = 2 }));
        await CountsAsync(1, () => worker.PostAsync("/genimage", new { prompt = "a" }));
        await CountsAsync(1, () => worker.GetAsync("/imagine?prompt=a"));
        await CountsAsync(3, () => worker.GetAsync("/load/3/infer/1"));

        worker.Pipeline.Failure = new InvalidOperationException();
        await CountsAsync(0, () => worker.PostAsync("/genimage", new { prompt = "a" }));

        async Task CountsAsync(int expected, Func<Task<HttpResponseMessage>> request)
        {
            var before = Interlocked.Read(ref counted);
            using var response = await request();
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal((expected > 0, expected), (response.IsSuccessStatusCode, (int)(Interlocked.Read(ref counted) - before)));
        }
    }
}
