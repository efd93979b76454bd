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
        var modulations = Modulation.Of([Weights["norm1_context"]["linear"], Weights["norm1"]["linear"]], condition, Width, 6);
        var (forText, forImage) = (modulations[0], modulations[1]);

        var attention = Weights["attn"];
        var attended = new FluxAttention(Config, attention).Joint(
            Normalize(text, forText[0], forText[1]), Normalize(image, forImage[0], forImage[1]), rotary);
        var projected = Linear.Rows("f", Width, (attention["to_add_out"], attended.Text), (attention["to_out"][0], attended.Image));
        text += forText[2].Value * projected[0];
        image += forImage[2].Value * projected[1];

        var (wideText, wideImage) = (
            Widen(Weights["ff_context"], Normalize(text, forText[3], forText[4])),
            Widen(Weights["ff"], Normalize(image, forImage[3], forImage[4])));
        var narrowed = Linear.Rows("f", Width, (Weights["ff_context"]["net"][2], wideText), (Weights["ff"]["net"][2], wideImage));
        return Rearrangement.Concatenate("s", text + forText[5].Value * narrowed[0], image + forImage[5].Value * narrowed[1]);
    }

    private static Tensor Normalize(Tensor x, Modulation shift, Modulation scale) =>
        shift.Shift(Normalization.LayerNorm(x, "d", 1e-6), scale);

    private Tensor Widen(Scope weights, Tensor x) =>
        Activation.TanhGelu(Linear.Apply(weights["net"][0]["proj"], x, "d", ("f", 4 * Config.Width), Sharding.Column));
}
