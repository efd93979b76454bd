using Inference.Layers;
using Inference.StableHlo;

namespace Inference.Models;

/// <summary>
/// The parts of a UNet's layers. States are f32, whatever the type of the weights: they pass through dozens of layers, and each would round
/// them. Over several devices heads, feed-forward and the channels between two convolutions are divided,
/// each layer by itself: one that does not divide is computed whole on every device.
/// </summary>
internal sealed record UNetBlocks(UNetConfig Config)
{
    private const double TransformerEpsilon = 1e-6;
    private const double LayerEpsilon = 1e-5;

    /// <summary>x [b, y, x, c] with the condition [b, t] to as many pictures of <paramref name="channels"/>.</summary>
    public Tensor Residual(Scope weights, Tensor x, Tensor condition, int channels)
    {
        var divides = DividesChannels(channels, weights.Trace.Degree);
        var (column, row) = divides ? (Sharding.Column, Sharding.Row) : (Sharding.Replicated, Sharding.Replicated);
        var inner = Convolution.Apply(weights["conv1"], Normalized(weights["norm1"], x), channels, sharding: column);
        inner += Linear.Apply(weights["time_emb_proj"], condition, "t", ("c", channels), column, exact: true);
        inner = Convolution.Apply(weights["conv2"], Normalized(weights["norm2"], inner, divides), channels, sharding: row);
        return inner + (x["c"] == channels ? x : Convolution.Apply(weights["conv_shortcut"], x, channels, size: 1, exact: true));
    }

    /// <summary>Group norm and activation.</summary>
    public Tensor Normalized(Scope weights, Tensor x, bool sharded = false) =>
        Activation.Silu(Normalization.GroupNorm(weights, x, Config.Groups, Config.Epsilon, sharded));

    /// <summary>A picture [b, y, x, c] as a transformer's tokens [b, s, d].</summary>
    public Tensor Enter(Scope weights, Tensor picture)
    {
        var x = Normalization.GroupNorm(weights["norm"], picture, Config.Groups, TransformerEpsilon).Merge("s", "y", "x");
        return Linear.Apply(weights["proj_in"], x, "c", ("d", picture["c"]), exact: true);
    }

    /// <summary>Tokens back to the picture they came from, added to it.</summary>
    public static Tensor Leave(Scope weights, Tensor tokens, Tensor picture)
    {
        var x = Linear.Apply(weights["proj_out"], tokens, "d", ("c", picture["c"]), exact: true);
        return x.Split("s", ("y", picture["y"]), ("x", picture["x"])) + picture;
    }

    /// <summary>Attention among the tokens, attention to the text [b, s, k], feed-forward.</summary>
    public static Tensor Transform(Scope weights, Tensor tokens, Tensor text, int heads)
    {
        var layout = new Heads(heads, tokens["d"] / heads, heads % weights.Trace.Degree == 0);
        Tensor Normal(string name, Tensor x) => Normalization.LayerNorm(x, "d", LayerEpsilon, weights[name]);
        var x = Normal("norm1", tokens);
        tokens += Attend(weights["attn1"], x, x.Rename("d", "k"), layout);
        tokens += Attend(weights["attn2"], Normal("norm2", tokens), text, layout);
        return tokens + FeedForward(weights["ff"]["net"], Normal("norm3", tokens));
    }

    /// <summary>Whether a residual's inner channels, which are normalised in groups, can be divided.</summary>
    public bool DividesChannels(int channels, int degree) => channels % degree == 0 && Config.Groups % degree == 0;

    private static Tensor Attend(Scope weights, Tensor x, Tensor source, Heads heads)
    {
        var attended = Attention.Apply(
            heads.Project(weights["to_q"], x, "d", bias: false), heads.Project(weights["to_k"], source, "k", bias: false),
            heads.Project(weights["to_v"], source, "k", bias: false), 1 / Math.Sqrt(heads.Size));
        return Linear.Apply(weights["to_out"][0], attended.Merge("f", "h", "e").As(x.Element), "f", ("d", x["d"]), heads.Sharded ? Sharding.Row : Sharding.Replicated);
    }

    /// <summary>Values times the GELU of their gates (Shazeer 2020); a device has a part of the values and the gates of the same.</summary>
    private static Tensor FeedForward(Scope weights, Tensor x)
    {
        var (width, inner) = (x["d"], 4 * x["d"]);
        var divides = inner % weights.Trace.Degree == 0;
        var (local, sharded) = divides ? (inner / weights.Trace.Degree, "f") : (inner, null);
        var wide = weights[0]["proj"];
        var weight = wide.Parameter("weight", [("part", 2), ("f", inner), ("d", width)], sharded).Reshape(("g", 2 * local), ("d", width));
        var bias = wide.Parameter("bias", [("part", 2), ("f", inner)], sharded).Reshape(("g", 2 * local));
        var product = x.As(weight.Element).Dot(weight, "d", x.Element) + bias.As(x.Element);
        var parts = product.Chunk("g", 2);
        return Linear.Apply(weights[2], (parts[0] * Activation.Gelu(parts[1])).Rename("g", "f"), "f", ("d", width), divides ? Sharding.Row : Sharding.Replicated);
    }
}
