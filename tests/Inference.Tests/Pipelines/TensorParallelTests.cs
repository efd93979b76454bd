using Emulator;
using Inference.Checkpoints;
using Inference.Images;
using Inference.Models;
using Inference.Pipelines;
using Inference.Programs;
using Inference.Runtime;
using Inference.Tests.Goldens;
using Pjrt;

namespace Inference.Tests.Pipelines;

/// <summary>What dividing the transformer means for each device.</summary>
public sealed class TensorParallelTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Each_device_holds_its_share_of_the_sharded_weights(int degree)
    {
        using var client = GoldenPlugin.UnderTest.CreateClient(degree);
        var options = FluxPipelineTests.Options(Placement.For(degree, degree));
        var model = FluxModel.Load(options).Transformer;
        using var checkpoint = Checkpoint.Open(Path.Combine(options.ModelFolder, "transformer"));
        using var library = new StageLibrary(new CompilingSource(client));
        var before = client.Devices.Select(d => d.GetMemoryStats()!.BytesInUse).ToArray();
        using var denoiser = new FluxDenoiser(model, new Mesh(client, model.Devices), checkpoint, library);

        var shape = new FluxShape(1, 1, 1);
        long Bytes(bool sharded) => 4 * new[]
        {
            (model.Embedders(shape), 1), (model.DoubleBlock(shape), model.Config.Layers),
            (model.SingleBlock(shape), model.Config.SingleLayers), (model.Output(shape), 1),
        }.Sum(s => s.Item2 * s.Item1.Parameters.Where(p => p.Sharded is not null == sharded).Sum(p => p.Local(1).Aggregate(1L, (n, a) => n * a.Size)));
        var (divided, whole) = (Bytes(sharded: true), Bytes(sharded: false));
        Assert.True(divided > 4 * whole, $"{divided} bytes are sharded, {whole} are not");
        for (var i = 0; i < degree; i++)
        {
            var share = (double)(client.Devices[i].GetMemoryStats()!.BytesInUse - before[i] - whole) / divided * degree;
            Assert.InRange(share, 0.9, 1.1);
        }
    }

    [Theory]
    [InlineData("trn1", 16, 8)]
    [InlineData("inf2", 12, 8)]
    [InlineData("a10g", 4, 4)]
    public async Task Every_unit_of_the_default_fleet_draws_the_same_picture(string kind, int cores, int degree)
    {
        var request = new ImageRequest { Prompt = "a purple ring", Width = 128, Height = 128, Steps = 2, Seed = 5 };
        async Task<RgbImage> DrawAsync(string? deviceKind, int devices, int tensorParallel)
        {
            var options = new Dictionary<string, PjrtValue> { ["device_count"] = (long)devices, ["strict"] = deviceKind is not null };
            if (deviceKind is not null)
                options["device_kind"] = deviceKind;
            using var client = PjrtPlugin.FromFunctionTable(EmulatorPlugin.GetPjrtApi()).CreateClient(options);
            await using var pipeline = await FluxPipeline.LoadAsync(
                FluxPipelineTests.Options(Placement.For(devices, tensorParallel)), client, new CompilingSource(client), Cancellation);
            return await pipeline.GenerateAsync(request, null, Cancellation);
        }
        FluxPipelineTests.AssertClose(await DrawAsync(null, 1, 1), await DrawAsync(kind, cores, degree), 1);
    }

    [Fact]
    public async Task A_corrupt_shard_changes_the_picture()
    {
        using var client = GoldenPlugin.UnderTest.CreateClient(4);
        var options = FluxPipelineTests.Options(Placement.For(4, 4));
        await using var pipeline = await FluxPipeline.LoadAsync(options, client, new CompilingSource(client), Cancellation);
        var request = new ImageRequest { Prompt = "a purple ring", Width = 128, Height = 128, Steps = 4 };
        var sound = await pipeline.GenerateAsync(request, null, Cancellation);

        const int Device = 3;
        foreach (var weights in pipeline.Denoiser.DoubleBlocks.Concat(pipeline.Denoiser.SingleBlocks))
        {
            var part = weights[^2].Parts[Device];
            var garbage = new float[part.SizeInBytes / sizeof(float)];
            Array.Fill(garbage, 0.1f);
            weights[^2].Parts[Device] = client.BufferFromHost(garbage, [.. part.Dimensions], part.Device);
            part.Dispose();
        }
        var corrupt = await pipeline.GenerateAsync(request, null, Cancellation);
        var changed = sound.Pixels.Zip(corrupt.Pixels).Count(p => Math.Abs(p.First - p.Second) > 8);
        Assert.True(changed > sound.Pixels.Length / 10, $"{changed} of {sound.Pixels.Length} bytes changed");
    }

    [Fact]
    public async Task A_model_whose_heads_do_not_divide_runs_whole_and_says_so()
    {
        var folder = Path.Combine(GoldenFolder.Default, "pipelines", "flux_dev", "model");
        Assert.SkipUnless(Directory.Exists(folder), $"The reference model is not here: {folder}.");
        using var client = GoldenPlugin.UnderTest.CreateClient(2);
        var options = new FluxPipelineOptions { ModelFolder = folder, TextLength = 16, Placement = Placement.For(2, 2) };
        await using var pipeline = await FluxPipeline.LoadAsync(options, client, new CompilingSource(client), Cancellation);
        var transformer = pipeline.Components.Single(c => c.Component == "transformer");
        Assert.Equal(1, transformer.TensorParallel);
        Assert.Contains("3 heads", transformer.Note);
        Assert.Equal(2, pipeline.Components.Single(c => c.Component == "text_encoder_2").TensorParallel);
    }

    [Fact]
    public void The_programs_are_the_same_every_time_and_one_serves_all_blocks()
    {
        var options = FluxPipelineTests.Options(Placement.For(12, 8)) with { Sizes = [(256, 144), (512, 512)] };
        var programs = FluxPipeline.Programs(options).ToArray();
        Assert.Equal(programs.Select(p => p.Text), FluxPipeline.Programs(options).Select(p => p.Text));
        // Both text encoders' seven stages serve all sizes; each size has its five of the transformer, its encoder and its decoder.
        Assert.Equal(7 + 2 * 7, programs.Length);
        Assert.Equal(programs.Length, programs.Select(p => (p.Component, p.Stage)).Distinct().Count());
    }
}
