using Inference.Layers;
using Inference.StableHlo;

namespace Inference.Models;

/// <summary>The parts that encoder and decoder share. Pictures are [b, y, x, c].</summary>
internal sealed record AutoencoderBlocks(AutoencoderConfig Config)
{
    private const double Epsilon = 1e-6;

    private Func<Tensor, Tensor> Activate { get; } = Activation.Named(Config.Activation);

    /// <summary>Two convolutions beside a shortcut, which is a convolution where the number of channels changes.</summary>
    public Tensor Residual(Scope weights, Tensor x, int channels)
    {
        var inner = Convolution.Apply(weights["conv1"], Normalized(weights["norm1"], x), channels);
        inner = Convolution.Apply(weights["conv2"], Normalized(weights["norm2"], inner), channels);
        return inner + (x["c"] == channels ? x : Convolution.Apply(weights["conv_shortcut"], x, channels, size: 1));
    }

    /// <summary>Residual, attention over all places with one head (where the model has it), residual.</summary>
    public Tensor Middle(Scope weights, Tensor x)
    {
        var channels = (int)x["c"];
        x = Residual(weights["resnets"][0], x, channels);
        if (Config.MidAttention)
            x += Attend(weights["attentions"][0], x);
        return Residual(weights["resnets"][1], x, channels);
    }

    /// <summary>Group norm and activation.</summary>
    public Tensor Normalized(Scope weights, Tensor x) => Activate(Normalization.GroupNorm(weights, x, Config.Groups, Epsilon));

    private Tensor Attend(Scope weights, Tensor picture)
    {
        var (rows, columns, channels) = (picture["y"], picture["x"], picture["c"]);
        var x = Normalization.GroupNorm(weights["group_norm"], picture, Config.Groups, Epsilon).Merge("s", "y", "x");
        var heads = new Heads(1, channels);
        var attended = Attention.Apply(
            heads.Project(weights["to_q"], x, "c"), heads.Project(weights["to_k"], x, "c"), heads.Project(weights["to_v"], x, "c"),
            1 / Math.Sqrt(channels));
        return Linear.Apply(weights["to_out"][0], attended.Merge("f", "h", "e").As(x.Element), "f", ("c", channels)).Split("s", ("y", rows), ("x", columns));
    }
}
