using Inference.Layers;
using Inference.StableHlo;
using Pjrt;

namespace Inference.Models;

/// <summary>CLIPTextModel (Radford et al. 2021) in three stages on one device; hidden [b, s, d] is donated from layer to layer.</summary>
/// <param name="Config">The model's config.</param>
/// <param name="Devices">The device.</param>
/// <param name="Element">Type of weights and what is multiplied with them; hidden states are f32.</param>
internal sealed record ClipTextEncoder(ClipTextConfig Config, IReadOnlyList<int> Devices, ElementType Element)
{
    public const string Component = "text_encoder";

    private const string Prefix = "text_model.";

    /// <summary>The component's folder; SDXL has two.</summary>
    public string Folder { get; init; } = Component;

    private Axis Width => ("d", Config.Width);

    /// <summary>Other names under which files keep a tensor: newer ones drop the prefix.</summary>
    public static IEnumerable<string> Aliases(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) ? [name[Prefix.Length..]] : [];

    /// <summary>ids [b, s] i32 → hidden.</summary>
    public Stage Embedding(int batch, int tokens)
    {
        var trace = Trace("embedding", batch, tokens);
        var ids = trace.Input("ids", ElementType.S32, ("b", batch), ("s", tokens));
        var embeddings = trace.Weights["text_model"]["embeddings"];
        var words = embeddings["token_embedding"].Parameter("weight", [("v", Config.Vocabulary), Width]).Take(ids);
        var places = embeddings["position_embedding"].Parameter("weight", [("s", Config.Positions), Width]);
        trace.Output("hidden", words.As(ElementType.F32) + places.Slice("s", 0, tokens).As(ElementType.F32));
        return trace.Build();
    }

    /// <summary>hidden → hidden.</summary>
    public Stage Layer(int batch, int tokens)
    {
        var trace = Trace("layer", batch, tokens);
        var hidden = trace.Input("hidden", ElementType.F32, ("b", batch), ("s", tokens), Width);
        var weights = trace.Weights;
        var attended = hidden + Attend(weights["self_attn"], Normalization.LayerNorm(hidden, "d", Config.Epsilon, weights["layer_norm1"]));
        var x = Normalization.LayerNorm(attended, "d", Config.Epsilon, weights["layer_norm2"]);
        var wide = Linear.Apply(weights["mlp"]["fc1"], x, "d", ("f", Config.FeedForward));
        var narrow = Linear.Apply(weights["mlp"]["fc2"], Activation.Named(Config.Activation)(wide), "f", Width);
        trace.Output("hidden", attended + narrow, hidden);
        return trace.Build();
    }

    /// <summary>hidden, rows [b] i32 (batch × tokens + position) → hidden normalised, pooled [b, d], projected where the model does.</summary>
    public Stage Pooler(int batch, int tokens)
    {
        var trace = Trace("pooler", batch, tokens);
        var hidden = trace.Input("hidden", ElementType.F32, ("b", batch), ("s", tokens), Width);
        var rows = trace.Input("rows", ElementType.S32, ("b", batch));
        var final = Normalization.LayerNorm(hidden, "d", Config.Epsilon, trace.Weights["text_model"]["final_layer_norm"]);
        var pooled = final.Merge("rows", "b", "s").Take(rows);
        trace.Output("hidden", final, hidden);
        trace.Output("pooled", Config.Projection is { } width
            ? Linear.Apply(trace.Weights["text_projection"], pooled, "d", ("p", width), bias: false)
            : pooled);
        return trace.Build();
    }

    /// <summary>The rows of the pooler for these ids [batch, tokens].</summary>
    public int[] PooledRows(ReadOnlySpan<int> ids, int tokens)
    {
        var rows = new int[ids.Length / tokens];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = i * tokens + Config.PooledPosition(ids.Slice(i * tokens, tokens));
        return rows;
    }

    private Tensor Attend(Scope weights, Tensor x)
    {
        var heads = new Heads(Config.Heads, Config.Width / Config.Heads);
        Tensor Project(string name) => heads.Project(weights[name], x, "d");
        var attended = Attention.Apply(
            Project("q_proj"), Project("k_proj"), Project("v_proj"), 1 / Math.Sqrt(heads.Size), Attention.Causal(x.Program, x["s"]));
        return Linear.Apply(weights["out_proj"], attended.Merge("f", "h", "e").As(x.Element), "f", Width);
    }

    private StageTrace Trace(string stage, int batch, int tokens) => new(Folder, $"{stage} {batch}x{tokens}", Devices, Element);
}
