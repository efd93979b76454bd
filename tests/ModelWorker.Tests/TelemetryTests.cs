using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ModelWorker.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Meters_say_depth_batch_and_request_time()
    {
        var seen = new Dictionary<string, (double Value, string? Model)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Meter.Name == "Inference.Worker")
                    it.EnableMeasurementEvents(instrument);
            },
        };
        void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string? model = null;
            foreach (var tag in tags)
                model = tag.Key == "gen_ai.request.model" ? tag.Value as string : model;
            lock (seen)
                seen[name] = (value, model);
        }
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Add(i.Name, value, tags));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Add(i.Name, value, tags));
        listener.Start();

        await using var worker = await TestWorker.StartAsync();
        await worker.ImageAsync(new { prompt = "a" });
        listener.RecordObservableInstruments();
        lock (seen)
        {
            Assert.Equal((1, "flux"), seen["inference.batch.size"]);
            Assert.Equal((0, "flux"), seen["inference.queue.depth"]);
            Assert.True(seen["gen_ai.server.request.duration"].Value > 0);
        }
    }

    [Fact]
    public async Task A_failed_request_says_what_kind_of_failure_it_was()
    {
        // Meters are the process's: an exception of its own tells this test's requests from others'.
        var seen = new ConcurrentBag<string?>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Name == "gen_ai.server.request.duration")
                    it.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
                if (tag.Key == "error.type")
                    seen.Add(tag.Value as string);
        });
        listener.Start();
        await using var worker = await TestWorker.StartAsync();
        worker.Pipeline.Failure = new BrokenModelException();
        await worker.ImageAsync(new { prompt = "a" });
        Assert.Contains(typeof(BrokenModelException).ToString(), seen);
    }

    private sealed class BrokenModelException : Exception;

    [Fact]
    public async Task Device_work_is_a_part_of_the_requests_trace()
    {
        var drawn = new TaskCompletionSource<Activity>();
        var trace = ActivityTraceId.CreateRandom();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Inference.Worker" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.OperationName == "draw image" && activity.TraceId == trace)
                    drawn.TrySetResult(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var worker = await TestWorker.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/imagine?prompt=a");
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        await worker.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("256x144", (await drawn.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).GetTagItem("inference.image.size"));
    }
}
