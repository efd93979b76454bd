using System.Collections.Concurrent;
using System.Diagnostics;
using Frontend.Pictures;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Frontend.Tests.Pictures;

public sealed class PictureStudioTests
{
    private static readonly PictureSize Small = new(64, 32);
    private static readonly PictureSize Square = new(32, 32);

    [Fact]
    public async Task A_picture_ends_with_its_bytes_its_origin_and_its_latency()
    {
        await using var harness = await StudioHarness.StartAsync();

        await harness.Studio.CreateAsync(StudioHarness.Order(Small));

        var picture = Assert.Single(harness.Studio.Pictures);
        Assert.Equal(PictureState.Done, picture.State);
        Assert.Equal(4, picture.Version);
        Assert.Equal("flux-g5", picture.Origin!.Unit);
        Assert.Equal(new("a10g", true), picture.Unit);
        Assert.NotNull(picture.Latency);
        Assert.Equal("a-red-circle-64x32-seed7.png", harness.Store.Get(picture.Id)!.FileName);
    }

    [Fact]
    public async Task All_sizes_of_an_order_are_made_at_once()
    {
        await using var harness = await StudioHarness.StartAsync();
        var started = 0;
        var both = new TaskCompletionSource();
        harness.Gateway.Before = (index, _) =>
        {
            if (index == 0 && Interlocked.Increment(ref started) == 2)
                both.SetResult();
            return both.Task;
        };

        await harness.Studio.CreateAsync(StudioHarness.Order(Small, Square));

        Assert.All(harness.Studio.Pictures, picture => Assert.Equal(PictureState.Done, picture.State));
    }

    [Fact]
    public async Task Cancelling_lets_the_gateway_know()
    {
        await using var harness = await StudioHarness.StartAsync();
        harness.Gateway.Before = (index, aborted) => index < 1 ? Task.CompletedTask : Task.Delay(Timeout.Infinite, aborted);
        harness.Studio.Changed += () =>
        {
            if (harness.Studio.Pictures[0].State == PictureState.Forming)
                harness.Studio.CancelAll();
        };

        await harness.Studio.CreateAsync(StudioHarness.Order(Small));

        Assert.Equal(PictureState.Cancelled, harness.Studio.Pictures[0].State);
        await harness.Gateway.Abandoned.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_failed_picture_is_made_again_in_its_place()
    {
        await using var harness = await StudioHarness.StartAsync();
        harness.Gateway.Instead = context =>
        {
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        await harness.Studio.CreateAsync(StudioHarness.Order(Small));
        await harness.Studio.CreateAsync(StudioHarness.Order(Square));
        Assert.All(harness.Studio.Pictures, picture => Assert.Equal(PictureState.Failed, picture.State));

        harness.Gateway.Reset();
        await harness.Studio.RetryAsync(harness.Studio.Pictures[1]);

        Assert.Equal((Small, PictureState.Done), (harness.Studio.Pictures[1].Size, harness.Studio.Pictures[1].State));
        Assert.Equal(PictureState.Failed, harness.Studio.Pictures[0].State);
    }

    [Fact]
    public async Task A_fleet_that_does_not_answer_holds_no_picture_up()
    {
        await using var harness = await StudioHarness.StartAsync();
        harness.Gateway.Instead = async context =>
        {
            if (context.Request.Path != "/fleet")
                return false;
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
            return true;
        };

        await harness.Studio.CreateAsync(StudioHarness.Order(Small)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal((PictureState.Done, null), (harness.Studio.Pictures[0].State, harness.Studio.Pictures[0].Unit));
    }

    [Fact]
    public async Task What_a_session_made_goes_with_it()
    {
        await using var harness = await StudioHarness.StartAsync();
        await harness.Studio.CreateAsync(StudioHarness.Order(Small));
        var id = harness.Studio.Pictures[0].Id;

        harness.Studio.Dispose();

        Assert.Null(harness.Store.Get(id));
    }

    [Fact]
    public async Task The_oldest_pictures_are_forgotten()
    {
        await using var harness = await StudioHarness.StartAsync();
        harness.Gateway.Instead = context =>
        {
            context.Response.StatusCode = 503;
            return Task.FromResult(true);
        };

        for (var order = 0; order < PictureStudio.MostPictures / 2 + 2; order++)
            await harness.Studio.CreateAsync(StudioHarness.Order(Small, Square));

        Assert.Equal(PictureStudio.MostPictures, harness.Studio.Pictures.Count);
    }

    [Fact]
    public async Task Looking_at_the_fleet_makes_no_trace()
    {
        await using var harness = await StudioHarness.StartAsync();
        var sent = new ConcurrentQueue<string?>();
        using var tracing = Sdk.CreateTracerProviderBuilder().AddSource("System.Net.Http").AddProcessor(new SimpleActivityExportProcessor(new Recorder(sent))).Build();

        await harness.Fleet.GetAsync(TestContext.Current.CancellationToken);
        await harness.Studio.CreateAsync(StudioHarness.Order(Small));

        Assert.Equal([new Uri(harness.Gateway.Address, "v1/images/generations").ToString()], sent.Where(address => address!.StartsWith(harness.Gateway.Address.ToString(), StringComparison.Ordinal)));
    }

    private sealed class Recorder(ConcurrentQueue<string?> sent) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var activity in batch)
                sent.Enqueue(activity.GetTagItem("url.full") as string ?? "");
            return ExportResult.Success;
        }
    }

    [Fact]
    public async Task One_click_is_one_trace_that_reaches_the_gateway()
    {
        await using var harness = await StudioHarness.StartAsync();
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Inference.Frontend",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await harness.Studio.CreateAsync(StudioHarness.Order(Small, Square));

        var trace = Assert.Single(harness.Studio.Pictures.Select(picture => picture.TraceId).Distinct());
        Assert.All(harness.Gateway.TraceParents, parent => Assert.Contains(trace!, parent));
        Assert.Equal(2, harness.Gateway.TraceParents.Count);
        var click = Assert.Single(stopped, activity => activity.TraceId.ToString() == trace && activity.OperationName == "create pictures");
        Assert.Equal(default, click.ParentSpanId);
    }
}
