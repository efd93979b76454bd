using Inference.Checkpoints;
using Inference.Layers;
using Inference.Models;
using Inference.Programs;
using Inference.Runtime;
using Inference.Tests.Goldens;
using Pjrt;
using Shared;

namespace Inference.Tests.Models;

/// <summary>Single stages of the transformer against the reference's intermediate states: the first place to look when a case fails.</summary>
public sealed class FluxStageTests(ITestOutputHelper output)
{
    private const string Case = "flux_transformer/dev";

    [Fact]
    public async Task Every_stage_gives_the_reference_states_on_a_real_plugin()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(GoldenFolder.Default, Case, "case.json")), $"The reference case {Case} is not here.");
        using var client = RealPlugins.LoadOrSkip(RealPlugins.Newer).CreateClient(cores: 1);
        var golden = new GoldenCase(GoldenFolder.Default, Case, "flux_transformer");
        var config = new FluxTransformerConfig(ModelConfig.Load(golden.Folder));
        var model = new FluxTransformer(config, [0], ElementType.F32);
        var mesh = new Mesh(client, [0]);
        using var checkpoint = Checkpoint.Open(golden.Folder);
        using var weights = new WeightStore(mesh, checkpoint, ElementType.F32);
        using var library = new StageLibrary(new CompilingSource(client));
        using var inputs = golden.Inputs();
        using var states = SafetensorsFile.Open(Path.Combine(golden.Folder, "intermediates.safetensors"));
        var shape = new FluxShape(1, 7, 16);

        float[] State(string name) => states.Tensors["run0." + name].ToFloats();
        float[] Given(string name) => inputs.Tensors["run0." + name].ToFloats();
        async Task<float[][]> RunAsync(Stage stage, string prefix, params float[][] arguments)
        {
            var executable = await library.GetAsync(stage, TestContext.Current.CancellationToken);
            var arrays = arguments.Select((a, i) => mesh.Upload<float>(a, stage.Inputs[i].Shape.Dims)).ToArray();
            var (outputs, completion) = executable.Run(weights.Load(stage, prefix), arrays);
            await completion;
            return await Task.WhenAll(outputs.Select(o => o.ToFloatsAsync()));
        }
        void Check(string what, float[] actual, float[] expected)
        {
            var error = Math.Sqrt(actual.Zip(expected, (a, e) => ((double)a - e) * (a - e)).Sum() / expected.Sum(e => (double)e * e));
            output.WriteLine($"{what}: {error:g3}");
            Assert.True(error < 1e-5, $"{what}: relative RMS error {error:g3}");
        }

        float[] Joined(string block) => [.. State(block + ".0"), .. State(block + ".1")];
        var time = Sinusoids.Of([Given("timestep")[0] * 1000], FluxTransformer.SinusoidWidth);
        var guidance = Sinusoids.Of([Given("guidance")[0] * 1000], FluxTransformer.SinusoidWidth);
        var embedded = await RunAsync(model.Embedders(shape), "", Given("hidden_states"), Given("encoder_hidden_states"), Given("pooled_projections"), time, guidance);
        float[] condition = [.. State("time_text_embed").Select(x => x / (1 + MathF.Exp(-x)))];
        Check("hidden", embedded[0], [.. State("context_embedder"), .. State("x_embedder")]);
        Check("condition", embedded[1], condition);

        var positions = new FluxPositions(config, FluxPositions.Grid(7, 4, 4));
        var hidden = embedded[0];
        for (var i = 0; i < config.Layers; i++)
        {
            hidden = (await RunAsync(model.DoubleBlock(shape), $"transformer_blocks.{i}.", hidden, condition, positions.Cosines, positions.Sines))[0];
            Check($"double block {i}", hidden, Joined($"transformer_blocks.{i}"));
            hidden = Joined($"transformer_blocks.{i}");
        }
        for (var i = 0; i < config.SingleLayers; i++)
        {
            hidden = (await RunAsync(model.SingleBlock(shape), $"single_transformer_blocks.{i}.", hidden, condition, positions.Cosines, positions.Sines))[0];
            Check($"single block {i}", hidden, Joined($"single_transformer_blocks.{i}"));
            hidden = Joined($"single_transformer_blocks.{i}");
        }
    }
}
