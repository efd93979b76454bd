using Inference.Layers;
using Inference.StableHlo;
using Pjrt;

namespace Inference.Models;

/// <summary>
/// FluxTransformer2DModel of FLUX.1 (Black Forest Labs 2024) in four stages. Text and image share one state, hidden
/// [b, s, d] with the text first, which every block donates to the next.
/// </summary>
/// <param name="Config">The model's config.</param>
/// <param name="Devices">Devices over which heads and feed-forward are divided.</param>
/// <param name="Element">Type of weights and activations; latents are always f32.</param>
internal sealed record FluxTransformer(FluxTransformerConfig Config, IReadOnlyList<int> Devices, ElementType Element)
{
    public const string Component = "transformer";

    /// <summary>Width of the sinusoids that stand for a time or a guidance scale.</summary>
    public const int SinusoidWidth = 256;

    private Axis Width => ("d", Config.Width);

    /// <summary>Whether the heads can be divided over so many devices.</summary>
    public static bool Divides(FluxTransformerConfig config, int degree) => config.Heads % degree == 0;

    /// <summary>latents, prompt, pooled, time (and guidance) → hidden, condition.</summary>
    public Stage Embedders(FluxShape shape)
    {
        var trace = Trace("embedders", shape);
        var latents = trace.Input("latents", ElementType.F32, ("b", shape.Batch), ("s", shape.Image), ("c", Config.InChannels));
        var prompt = trace.Input("prompt", ("b", shape.Batch), ("s", shape.Text), ("c", Config.TextChannels));
        var pooled = trace.Input("pooled", ("b", shape.Batch), ("c", Config.PooledChannels));
        var time = trace.Input("time", ("b", shape.Batch), ("c", SinusoidWidth));
        var guidance = Config.GuidanceEmbeds ? trace.Input("guidance", ("b", shape.Batch), ("c", SinusoidWidth)) : null;

        var root = trace.Weights;
        var image = Linear.Apply(root["x_embedder"], latents.As(Element), "c", Width);
        var text = Linear.Apply(root["context_embedder"], prompt, "c", Width);
        var embed = root["time_text_embed"];
        var condition = Embed(embed["timestep_embedder"], time) + Embed(embed["text_embedder"], pooled);
        if (guidance is not null)
            condition += Embed(embed["guidance_embedder"], guidance);
        trace.Output("hidden", Rearrangement.Concatenate("s", text, image));
        // Every use of the condition begins with this activation.
        trace.Output("condition", Activation.Silu(condition));
        return trace.Build();
    }

    /// <summary>hidden, condition, cosines, sines → hidden.</summary>
    public Stage DoubleBlock(FluxShape shape)
    {
        var (trace, hidden, condition, rotary) = BlockInputs("double_block", shape);
        var block = new FluxDoubleBlock(Config, shape, trace.Weights);
        trace.Output("hidden", block.Apply(hidden, condition, rotary), hidden);
        return trace.Build();
    }

    /// <summary>hidden, condition, cosines, sines → hidden.</summary>
    public Stage SingleBlock(FluxShape shape)
    {
        var (trace, hidden, condition, rotary) = BlockInputs("single_block", shape);
        var weights = trace.Weights;
        var modulation = Modulation.Of(weights["norm"]["linear"], condition, Width, 3);
        var input = modulation[0].Shift(Normalization.LayerNorm(hidden, "d", 1e-6), modulation[1]);
        var attended = new FluxAttention(Config, weights["attn"]).Single(input, rotary);
        var wide = Linear.Apply(weights["proj_mlp"], input, "d", ("f", 4 * Config.Width), Sharding.Column);
        var output = Linear.Row(weights["proj_out"], [attended, Activation.TanhGelu(wide)], "f", Width);
        trace.Output("hidden", hidden + modulation[2].Value * output, hidden);
        return trace.Build();
    }

    /// <summary>
    /// hidden, condition, latents, step, noise → latents, denoised: the velocity v moves the latents by step · v (Euler), and
    /// latents − noise · v is the picture as the model predicts it now. Step and noise are f32 scalars.
    /// </summary>
    public Stage Output(FluxShape shape)
    {
        var trace = Trace("output", shape);
        var hidden = trace.Input("hidden", ("b", shape.Batch), ("s", shape.Tokens), Width);
        var condition = trace.Input("condition", ("b", shape.Batch), Width);
        var latents = trace.Input("latents", ElementType.F32, ("b", shape.Batch), ("s", shape.Image), ("c", Config.OutChannels));
        var step = trace.Input("step", ElementType.F32);
        var noise = trace.Input("noise", ElementType.F32);
        var modulation = Modulation.Of(trace.Weights["norm_out"]["linear"], condition, Width, 2, Sharding.Replicated);
        var image = hidden.Slice("s", shape.Text, shape.Image);
        // Here, unlike in the blocks, the scale is stored before the shift.
        var input = modulation[1].Shift(Normalization.LayerNorm(image, "d", 1e-6), modulation[0]);
        var velocity = Linear.Apply(trace.Weights["proj_out"], input, "d", ("c", Config.OutChannels)).As(ElementType.F32);
        trace.Output("latents", latents + velocity * step, latents);
        trace.Output("denoised", latents - velocity * noise);
        return trace.Build();
    }

    /// <summary>The stage that keeps the places of a picture that are not painted.</summary>
    public Stage Keep(FluxShape shape) =>
        new LatentSteps(Component, Devices, [("b", shape.Batch), ("s", shape.Image), ("c", Config.OutChannels)]).Keep();

    private Tensor Embed(Scope weights, Tensor x)
    {
        var inner = Activation.Silu(Linear.Apply(weights["linear_1"], x, "c", Width));
        return Linear.Apply(weights["linear_2"], inner, "d", Width);
    }

    private (StageTrace, Tensor Hidden, Tensor Condition, Rotary) BlockInputs(string stage, FluxShape shape)
    {
        var trace = Trace(stage, shape);
        var hidden = trace.Input("hidden", ("b", shape.Batch), ("s", shape.Tokens), Width);
        var condition = trace.Input("condition", ("b", shape.Batch), Width);
        var cosines = trace.Input("cosines", ElementType.F32, ("s", shape.Tokens), ("e", Config.HeadSize));
        var sines = trace.Input("sines", ElementType.F32, ("s", shape.Tokens), ("e", Config.HeadSize));
        return (trace, hidden, condition, new Rotary(cosines, sines));
    }

    private StageTrace Trace(string stage, FluxShape shape) => new(Component, $"{stage} {shape}", Devices, Element);
}
