using Inference.Images;
using Inference.Pipelines;
using Inference.Programs;
using Inference.Tests.Goldens;
using Pjrt;

namespace Inference.Tests.Pipelines;

/// <summary>Stable Diffusion on the emulator, with the reference cases' small models of random weights.</summary>
public sealed class StableDiffusionPipelineTests : IDisposable
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;
    private readonly PjrtClient _client = GoldenPlugin.UnderTest.CreateClient(2);

    public void Dispose() => _client.Dispose();

    private static StableDiffusionOptions Options(string model, int degree = 1)
    {
        var folder = Path.Combine(GoldenFolder.Default, "pipelines", model, "model");
        Assert.SkipUnless(Directory.Exists(folder), $"The reference model is not here: {folder}.");
        return new StableDiffusionOptions { ModelFolder = folder, Placement = Placement.For(2, degree) };
    }

    private Task<StableDiffusionPipeline> LoadAsync(StableDiffusionOptions options) =>
        StableDiffusionPipeline.LoadAsync(options, _client, new CompilingSource(_client), Cancellation);

    private static ImageRequest Request => new() { Prompt = "a photo", NegativePrompt = "blurry", Width = 64, Height = 48, Steps = 3, Guidance = 5, Seed = 3 };

    private static RgbImage Stripes => new(64, 48, [.. Enumerable.Range(0, 3 * 64 * 48).Select(i => (byte)(i / 3 % 64 * 4))]);

    [Theory]
    [InlineData("sd21")]
    [InlineData("sdxl")]
    public async Task Two_devices_draw_what_one_does(string model)
    {
        await using var one = await LoadAsync(Options(model));
        await using var two = await LoadAsync(Options(model, degree: 2));
        var picture = await one.GenerateAsync(Request, null, Cancellation);
        Assert.Equal((64, 48), (picture.Width, picture.Height));
        FluxPipelineTests.AssertClose(picture, await two.GenerateAsync(Request, null, Cancellation), 1);
        Assert.NotEqual(picture.Pixels, (await one.GenerateAsync(Request with { Seed = 4 }, null, Cancellation)).Pixels);
        Assert.NotEqual(picture.Pixels, (await one.GenerateAsync(Request with { NegativePrompt = "a drawing" }, null, Cancellation)).Pixels);
    }

    [Fact]
    public async Task Loading_asks_for_every_program_and_drawing_for_none()
    {
        var options = Options("sdxl") with { Sizes = [(64, 48)] };
        var source = new CountingSource(new CompilingSource(_client));
        await using var pipeline = await StableDiffusionPipeline.LoadAsync(options, _client, source, Cancellation);
        Assert.Equal(StableDiffusionPipeline.Programs(options).Count(), source.Asked);
        await pipeline.GenerateAsync(Request, null, Cancellation);
        await pipeline.GenerateAsync(Request with { Guidance = 1, Image = Stripes, Mask = new ImageMask(64, 48, new bool[64 * 48]) }, null, Cancellation);
        Assert.Equal(StableDiffusionPipeline.Programs(options).Count(), source.Asked);
        var names = StableDiffusionPipeline.Programs(options).Select(p => (p.Component, p.Stage)).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    private sealed class CountingSource(IExecutableSource source) : IExecutableSource
    {
        public int Asked { get; private set; }

        public ValueTask<PjrtExecutable> GetAsync(StageProgram program, CancellationToken cancellation)
        {
            Asked++;
            return source.GetAsync(program, cancellation);
        }
    }

    [Fact]
    public async Task A_mask_of_nothing_keeps_the_picture_whatever_is_asked_for()
    {
        await using var pipeline = await LoadAsync(Options("sd21"));
        var keep = Request with { Image = Stripes, Mask = new ImageMask(64, 48, new bool[64 * 48]), Strength = 1 };
        var first = await pipeline.GenerateAsync(keep, null, Cancellation);
        FluxPipelineTests.AssertClose(first, await pipeline.GenerateAsync(keep with { Prompt = "something else" }, null, Cancellation), 0);
        var half = new ImageMask(64, 48, [.. Enumerable.Range(0, 64 * 48).Select(i => i % 64 >= 32)]);
        Assert.NotEqual(first.Pixels, (await pipeline.GenerateAsync(keep with { Mask = half }, null, Cancellation)).Pixels);
    }

    [Fact]
    public async Task Less_strength_takes_fewer_steps()
    {
        await using var pipeline = await LoadAsync(Options("sd21"));
        var seen = new List<DenoisingProgress>();
        await pipeline.GenerateAsync(Request with { Steps = 10, Image = Stripes, Strength = 0.4, PartialImages = 1 }, progress =>
        {
            seen.Add(progress);
            return ValueTask.CompletedTask;
        }, Cancellation);
        Assert.Equal([1, 2, 3, 4], seen.Select(p => p.Step));
        Assert.All(seen, p => Assert.Equal(4, p.Steps));
        Assert.Single(seen, p => p.Partial is not null);
    }

    [Fact]
    public async Task A_refiner_goes_on_where_the_base_model_ends()
    {
        await using var pipeline = new RefinedPipeline(await LoadAsync(Options("sdxl")), await LoadAsync(Options("sdxl_refiner")));
        var seen = new List<(int Step, int Steps)>();
        var picture = await pipeline.GenerateAsync(Request with { Steps = 10 }, progress =>
        {
            seen.Add((progress.Step, progress.Steps));
            return ValueTask.CompletedTask;
        }, Cancellation);
        Assert.Equal((64, 48), (picture.Width, picture.Height));
        Assert.Equal(Enumerable.Range(1, 10).Select(step => (step, 10)), seen);
    }

    [Fact]
    public async Task Cancelling_ends_it_and_leaves_nothing_on_the_devices()
    {
        await using var pipeline = await LoadAsync(Options("sd21_base_pndm"));
        await pipeline.GenerateAsync(Request, null, Cancellation);
        var before = _client.Devices.Select(d => d.GetMemoryStats()!.BytesInUse).ToArray();
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipeline.GenerateAsync(Request with { Steps = 50 }, progress =>
        {
            if (progress.Step == 5)
                cancel.Cancel();
            return ValueTask.CompletedTask;
        }, cancel.Token));
        Assert.Equal(before, _client.Devices.Select(d => d.GetMemoryStats()!.BytesInUse));
        await pipeline.GenerateAsync(Request, null, Cancellation);
    }

    [Fact]
    public async Task What_is_not_possible_is_refused()
    {
        await using var pipeline = await LoadAsync(Options("sd21"));
        foreach (var (request, expected) in new[]
        {
            (Request with { Width = 60 }, "multiples of 8"), (Request with { Steps = 0 }, "at least 1"), (Request with { Steps = 2000 }, "1000"),
            (Request with { Mask = new ImageMask(64, 48, new bool[64 * 48]) }, "needs a picture"),
            (Request with { Image = new RgbImage(1, 1, new byte[3]) }, "must have the asked size 64x48"),
            (Request with { Image = Stripes, Strength = 1.5 }, "at most 1"), (Request with { Image = Stripes, Strength = 0.1 }, "none remains"),
        })
            Assert.Contains(expected, (await Assert.ThrowsAnyAsync<ArgumentException>(() => pipeline.GenerateAsync(request, null, Cancellation))).Message);
    }
}
