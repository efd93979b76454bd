using Inference.Layers;
using Inference.StableHlo;

namespace Inference.Models;

/// <summary>Attention of a Flux block: normalised queries and keys, rotary positions, sharded by head.</summary>
/// <param name="Config">The model's config.</param>
/// <param name="Weights">The block's <c>attn</c>.</param>
internal sealed record FluxAttention(FluxTransformerConfig Config, Scope Weights)
{
    private const double Epsilon = 1e-6;

    private Heads Heads { get; } = new(Config.Heads, Config.HeadSize);

    /// <summary>Of one stream: [b, s, d] to a device's part of [b, s, f], not yet projected back.</summary>
    public Tensor Single(Tensor x, Rotary rotary)
    {
        var (q, k, v) = Project(x, "to_q", "to_k", "to_v", "norm_q", "norm_k");
        return Attend(q, k, v, rotary);
    }

    /// <summary>Of text and image, which see each other: a device's parts for both.</summary>
    public (Tensor Text, Tensor Image) Joint(Tensor text, Tensor image, Rotary rotary)
    {
        var t = Project(text, "add_q_proj", "add_k_proj", "add_v_proj", "norm_added_q", "norm_added_k");
        var i = Project(image, "to_q", "to_k", "to_v", "norm_q", "norm_k");
        Tensor Join(Tensor a, Tensor b) => Rearrangement.Concatenate("s", a, b);
        var both = Attend(Join(t.Q, i.Q), Join(t.K, i.K), Join(t.V, i.V), rotary);
        return (both.Slice("s", 0, text["s"]), both.Slice("s", text["s"], image["s"]));
    }

    private (Tensor Q, Tensor K, Tensor V) Project(Tensor x, string q, string k, string v, string normQ, string normK) => (
        Heads.RmsNorm(Weights[normQ], Heads.Project(Weights[q], x, "d", rotary: true), Epsilon),
        Heads.RmsNorm(Weights[normK], Heads.Project(Weights[k], x, "d", rotary: true), Epsilon),
        Heads.Project(Weights[v], x, "d"));

    private Tensor Attend(Tensor q, Tensor k, Tensor v, Rotary rotary) =>
        Attention.Apply(rotary.Apply(q), rotary.Apply(k), v, 1 / Math.Sqrt(Config.HeadSize)).Merge("f", "h", "e");
}
