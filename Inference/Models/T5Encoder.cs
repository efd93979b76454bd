using Inference.Layers;
using Inference.StableHlo;
using Pjrt;

namespace Inference.Models;

/// <summary>T5EncoderModel (Raffel et al. 2020, version 1.1) in four stages; hidden [b, s, d] is donated from block to block.</summary>
/// <param name="Config">The model's config.</param>
/// <param name="Devices">Devices over which heads and feed-forward are divided.</param>
/// <param name="Element">Type of weights and what is multiplied with them; hidden states are f32.</param>
internal sealed record T5Encoder(T5Config Config, IReadOnlyList<int> Devices, ElementType Element)
{
    public const string Component = "text_encoder_2";

    private Axis Width => ("d", Config.Width);

    /// <summary>Whether heads and feed-forward can be divided over so many devices.</summary>
    public static bool Divides(T5Config config, int degree) => config.Heads % degree == 0 && config.FeedForward % degree == 0;

    /// <summary>Other names under which files keep a tensor.</summary>
    public static IEnumerable<string> Aliases(string name) => name == "shared.weight" ? ["encoder.embed_tokens.weight"] : [];

    /// <summary>ids [b, s] i32 → hidden.</summary>
    public Stage Embedding(int batch, int tokens)
    {
        var trace = Trace("embedding", batch, tokens);
        var ids = trace.Input("ids", ElementType.S32, ("b", batch), ("s", tokens));
        trace.Output("hidden", trace.Weights["shared"].Parameter("weight", [("v", Config.Vocabulary), Width]).Take(ids).As(ElementType.F32));
        return trace.Build();
    }

    /// <summary>
    /// buckets [s, t] i32, mask [b, t] f32 → bias [b, h, s, t] of the attention's scores, the same for all blocks and, without a
    /// mask, for all prompts.
    /// </summary>
    public Stage PositionBias(int batch, int tokens)
    {
        var trace = Trace("position_bias", batch, tokens);
        var buckets = trace.Input("buckets", ElementType.S32, ("s", tokens), ("t", tokens));
        var mask = trace.Input("mask", ElementType.F32, ("b", batch), ("t", tokens));
        var attention = trace.Weights["encoder"]["block"][0]["layer"][0]["SelfAttention"];
        var table = attention["relative_attention_bias"].Parameter("weight", [("n", Config.Buckets), ("h", Config.Heads)], "h");
        var bias = table.Take(buckets).Transpose("h", "s", "t").As(ElementType.F32);
        var shape = bias.Shape.With([("b", batch), .. bias.Shape.Axes]);
        trace.Output("bias", bias.BroadcastTo(shape) + mask);
        return trace.Build();
    }

    /// <summary>hidden, bias → hidden.</summary>
    public Stage Block(int batch, int tokens)
    {
        var trace = Trace("block", batch, tokens);
        var hidden = trace.Input("hidden", ElementType.F32, ("b", batch), ("s", tokens), Width);
        var bias = trace.Input("bias", ElementType.F32, ("b", batch), ("h", Config.Heads / trace.Degree), ("s", tokens), ("t", tokens));
        var attended = hidden + Attend(trace.Weights["layer"][0], hidden, bias);
        trace.Output("hidden", attended + FeedForward(trace.Weights["layer"][1], attended), hidden);
        return trace.Build();
    }

    /// <summary>hidden → hidden, normalised.</summary>
    public Stage Final(int batch, int tokens)
    {
        var trace = Trace("final", batch, tokens);
        var hidden = trace.Input("hidden", ElementType.F32, ("b", batch), ("s", tokens), Width);
        trace.Output("hidden", Normalization.RmsNorm(trace.Weights["encoder"]["final_layer_norm"], hidden, "d", Config.Epsilon), hidden);
        return trace.Build();
    }

    /// <summary>
    /// The class of each distance from query s to key t, [s, t]: half of the classes for keys behind, half for keys ahead; in
    /// each, one per distance at first, then logarithmically wider ones.
    /// </summary>
    public int[] Buckets(int tokens)
    {
        var half = Config.Buckets / 2;
        var exact = half / 2;
        var buckets = new int[tokens * tokens];
        for (var s = 0; s < tokens; s++)
            for (var t = 0; t < tokens; t++)
            {
                var distance = Math.Abs(t - s);
                // In f32, as the reference: a distance on the border of two classes falls where its rounding puts it.
                var wide = exact + (int)(MathF.Log((float)distance / exact) / (float)Math.Log((double)Config.MaxDistance / exact) * (half - exact));
                buckets[s * tokens + t] = (t > s ? half : 0) + (distance < exact ? distance : Math.Min(wide, half - 1));
            }
        return buckets;
    }

    private Tensor Attend(Scope layer, Tensor hidden, Tensor bias)
    {
        var (heads, weights) = (new Heads(Config.Heads, Config.HeadSize), layer["SelfAttention"]);
        var x = Normalization.RmsNorm(layer["layer_norm"], hidden, "d", Config.Epsilon);
        Tensor Project(string name) => heads.Project(weights[name], x, "d", bias: false);
        // T5 does not scale its scores.
        var attended = Attention.Apply(Project("q"), Project("k"), Project("v"), scale: 1, bias);
        return Linear.Apply(weights["o"], attended.Merge("f", "h", "e").As(x.Element), "f", Width, Sharding.Row, bias: false);
    }

    private Tensor FeedForward(Scope layer, Tensor hidden)
    {
        var weights = layer["DenseReluDense"];
        var x = Normalization.RmsNorm(layer["layer_norm"], hidden, "d", Config.Epsilon);
        Tensor Widen(string name) => Linear.Apply(weights[name], x, "d", ("f", Config.FeedForward), Sharding.Column, bias: false);
        var activation = Activation.Named(Config.Activation);
        var wide = Config.Gated ? activation(Widen("wi_0")) * Widen("wi_1") : activation(Widen("wi"));
        return Linear.Apply(weights["wo"], wide, "f", Width, Sharding.Row, bias: false);
    }

    private StageTrace Trace(string stage, int batch, int tokens) => new(Component, $"{stage} {batch}x{tokens}", Devices, Element);
}
