using Inference.Layers;
using Inference.StableHlo;

namespace Inference.Models;

/// <summary>A Flux block in which text and image have weights of their own and meet in the attention.</summary>
internal sealed record FluxDoubleBlock(FluxTransformerConfig Config, FluxShape Shape, Scope Weights)
{
    private Axis Width => ("d", Config.Width);

    public Tensor Apply(Tensor hidden, Tensor condition, Rotary rotary)
    {
        var text = hidden.Slice("s", 0, Shape.Text);
        var image = hidden.Slice("s", Shape.Text, Shape.Image);
        var textModulation = Modulation.Of(Weights["norm1_context"]["linear"], condition, Width, 6);
        var imageModulation = Modulation.Of(Weights["norm1"]["linear"], condition, Width, 6);

        var (attendedText, attendedImage) = new FluxAttention(Config, Weights["attn"]).Joint(
            Normalize(text, textModulation[0], textModulation[1]), Normalize(image, imageModulation[0], imageModulation[1]), rotary);
        text += textModulation[2].Value * Linear.Apply(Weights["attn"]["to_add_out"], attendedText, "f", Width, Sharding.Row);
        image += imageModulation[2].Value * Linear.Apply(Weights["attn"]["to_out"][0], attendedImage, "f", Width, Sharding.Row);

        text += textModulation[5].Value * FeedForward(Weights["ff_context"], Normalize(text, textModulation[3], textModulation[4]));
        image += imageModulation[5].Value * FeedForward(Weights["ff"], Normalize(image, imageModulation[3], imageModulation[4]));
        return Rearrangement.Concatenate("s", text, image);
    }

    private static Tensor Normalize(Tensor x, Modulation shift, Modulation scale) =>
        shift.Shift(Normalization.LayerNorm(x, "d", 1e-6), scale);

    private Tensor FeedForward(Scope weights, Tensor x)
    {
        var wide = Linear.Apply(weights["net"][0]["proj"], x, "d", ("f", 4 * Config.Width), Sharding.Column);
        return Linear.Apply(weights["net"][2], Activation.TanhGelu(wide), "f", Width, Sharding.Row);
    }
}
