using System.Diagnostics;
using System.Diagnostics.Metrics;
using Inference.Images;
using Inference.Pipelines;
using Inference.Programs;
using Inference.Tests.Goldens;
using Pjrt;

namespace Inference.Tests.Pipelines;

/// <summary>The default model on the emulator, without a worker around it.</summary>
public sealed class FluxPipelineTests : IAsyncLifetime
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private readonly PjrtClient _client = GoldenPlugin.UnderTest.CreateClient(4);
    private FluxPipeline _pipeline = null!;

    internal static FluxPipelineOptions Options(Placement placement) => new()
    {
        ModelFolder = Path.Combine(GoldenFolder.RepositoryRoot, "models", "tiny-flux"),
        TextLength = 32,
        Placement = placement,
    };

    private static ImageRequest Request(int steps = 2) => new()
    {
        Prompt = "a large red circle on a blue background",
        Width = 256,
        Height = 144,
        Steps = steps,
        Seed = 1,
    };

    public async ValueTask InitializeAsync() =>
        _pipeline = await FluxPipeline.LoadAsync(Options(Placement.For(4, 2)), _client, new CompilingSource(_client), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _pipeline.DisposeAsync();
        _client.Dispose();
    }

    [Fact]
    public async Task The_picture_shows_what_the_prompt_says()
    {
        var picture = await _pipeline.GenerateAsync(Request(steps: 10), null, Cancellation);
        Assert.Equal((256, 144), (picture.Width, picture.Height));
        AssertRedOnBlue(picture);
    }

    [Fact]
    public async Task Bfloat16_draws_the_same_picture_but_for_its_rounding()
    {
        var options = Options(Placement.For(4, 2)) with { Element = ElementType.BF16 };
        await using var pipeline = await FluxPipeline.LoadAsync(options, _client, new CompilingSource(_client), Cancellation);
        var narrow = await pipeline.GenerateAsync(Request(steps: 10), null, Cancellation);
        AssertRedOnBlue(narrow);
        var wide = await _pipeline.GenerateAsync(Request(steps: 10), null, Cancellation);
        var difference = narrow.Pixels.Zip(wide.Pixels, (a, b) => Math.Abs(a - b)).Average();
        Assert.InRange(difference, 0.01, 8);
    }

    private static void AssertRedOnBlue(RgbImage picture)
    {
        var (middle, rim) = (picture[128, 72], picture[10, 10]);
        Assert.True(middle.Red > 150 && middle.Green < 110 && middle.Blue < 110, $"middle {middle}");
        Assert.True(rim.Blue > 130 && rim.Red < 110 && rim.Blue > rim.Green, $"rim {rim}");
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_picture_however_it_is_divided()
    {
        var first = await _pipeline.GenerateAsync(Request(), null, Cancellation);
        Assert.Equal(first.Pixels, (await _pipeline.GenerateAsync(Request(), null, Cancellation)).Pixels);
        Assert.NotEqual(first.Pixels, (await _pipeline.GenerateAsync(Request() with { Seed = 2 }, null, Cancellation)).Pixels);
        await using var whole = await FluxPipeline.LoadAsync(Options(Placement.For(1, 1)), _client, new CompilingSource(_client), Cancellation);
        AssertClose(first, await whole.GenerateAsync(Request(), null, Cancellation), 1);
    }

    [Fact]
    public async Task Loading_asks_for_every_program_and_drawing_for_none()
    {
        var options = Options(Placement.For(1, 1)) with { Sizes = [(256, 144)] };
        var source = new RecordingSource(new CompilingSource(_client));
        await using var pipeline = await FluxPipeline.LoadAsync(options, _client, source, Cancellation);
        Assert.Equal(FluxPipeline.Programs(options).Select(Name).Order(), source.Asked.Select(Name).Order());
        await pipeline.GenerateAsync(Request(steps: 1), null, Cancellation);
        Assert.Equal(FluxPipeline.Programs(options).Count(), source.Asked.Count);

        static string Name(StageProgram program) => $"{program.Component} {program.Stage}";
    }

    private sealed class RecordingSource(IExecutableSource source) : IExecutableSource
    {
        public List<StageProgram> Asked { get; } = [];

        public ValueTask<PjrtExecutable> GetAsync(StageProgram program, CancellationToken cancellation)
        {
            Asked.Add(program);
            return source.GetAsync(program, cancellation);
        }
    }

    [Fact]
    public async Task Progress_and_partial_pictures_come_while_it_forms()
    {
        var seen = new List<DenoisingProgress>();
        await _pipeline.GenerateAsync(Request(steps: 4) with { PartialImages = 2 }, progress =>
        {
            seen.Add(progress);
            return ValueTask.CompletedTask;
        }, Cancellation);
        Assert.Equal([1, 2, 3, 4], seen.Select(p => p.Step));
        var partial = seen.Select(p => p.Partial).OfType<RgbImage>().ToArray();
        Assert.Equal(2, partial.Length);
        Assert.All(partial, p => Assert.Equal((256, 144), (p.Width, p.Height)));
        Assert.All(seen, p => Assert.True(p.Duration > TimeSpan.Zero));
    }

    [Fact]
    public async Task Cancelling_ends_it_within_one_step()
    {
        await _pipeline.GenerateAsync(Request(steps: 1), null, Cancellation);
        var before = _client.Devices.Select(d => d.GetMemoryStats()!.BytesInUse).ToArray();
        using var cancel = new CancellationTokenSource();
        var steps = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _pipeline.GenerateAsync(Request(steps: 50), progress =>
        {
            if (++steps == 2)
                cancel.Cancel();
            return ValueTask.CompletedTask;
        }, cancel.Token));
        Assert.Equal(2, steps);
        Assert.Equal(before, _client.Devices.Select(d => d.GetMemoryStats()!.BytesInUse));
        Assert.NotNull(await _pipeline.GenerateAsync(Request(steps: 1), null, Cancellation));
    }

    [Theory]
    [InlineData(100, 144, 10, "multiples of 16")]
    [InlineData(0, 144, 10, "multiples of 16")]
    [InlineData(256, 144, 0, "at least 1")]
    public async Task What_is_not_possible_is_refused(int width, int height, int steps, string expected)
    {
        var request = Request(steps) with { Width = width, Height = height };
        Assert.Contains(expected, (await Assert.ThrowsAsync<ArgumentException>(() => _pipeline.GenerateAsync(request, null, Cancellation))).Message);
    }

    [Fact]
    public async Task One_span_covers_the_picture_and_one_each_step()
    {
        var spans = new List<string>();
        var root = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Inference.Pipeline",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                // Other tests draw at the same time: only this one's trace counts.
                if (span.TraceId == root.TraceId)
                    lock (spans)
                        spans.Add(span.OperationName);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var meters = new MeterListener { InstrumentPublished = (i, l) => { if (i.Name == "inference.step.duration") l.EnableMeasurementEvents(i); } };
        var measured = 0;
        meters.SetMeasurementEventCallback<double>((_, value, _, _) => Interlocked.Add(ref measured, value > 0 ? 1 : 0));
        meters.Start();
        await _pipeline.GenerateAsync(Request(steps: 3), null, Cancellation);
        root.Stop();
        Assert.Equal(3, spans.Count(name => name == "denoising step"));
        Assert.Equal(1, spans.Count(name => name == "generate image"));
        Assert.True(measured >= 3);
    }

    internal static void AssertClose(RgbImage expected, RgbImage actual, int difference) =>
        Assert.True(expected.Pixels.Zip(actual.Pixels, (a, b) => Math.Abs(a - b)).Max() <= difference);
}
