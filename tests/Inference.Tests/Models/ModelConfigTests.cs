using Inference.Models;
using Pjrt;

namespace Inference.Tests.Models;

/// <summary>Configs other than the published models': what they change, and what is refused.</summary>
public sealed class ModelConfigTests
{
    [Fact]
    public void A_decoder_may_draw_other_channels_than_the_encoder_reads()
    {
        var config = new AutoencoderConfig(ModelConfig.Parse("""{"in_channels":1,"out_channels":4,"block_out_channels":[8],"norm_num_groups":4}"""));
        var model = new Autoencoder(config, [0], ElementType.F32);
        Assert.Equal(4, model.Decoder(1, 2, 2).Outputs[0].Shape["c"]);
        Assert.Equal(1, model.Encoder(1, 2, 2).Inputs[0].Shape["c"]);
    }

    [Fact]
    public void A_transformer_may_read_more_channels_than_it_predicts()
    {
        var config = new FluxTransformerConfig(ModelConfig.Parse(
            """{"in_channels":48,"out_channels":8,"attention_head_dim":8,"num_attention_heads":2,"axes_dims_rope":[2,2,4]}"""));
        var model = new FluxTransformer(config, [0], ElementType.F32);
        var shape = new FluxShape(1, 3, 4);
        Assert.Equal(48, model.Embedders(shape).Inputs[0].Shape["c"]);
        Assert.All(model.Output(shape).Outputs, output => Assert.Equal(8, output.Shape["c"]));
    }

    [Fact]
    public void Positions_may_be_any()
    {
        var config = new FluxTransformerConfig(ModelConfig.Parse("""{"attention_head_dim":6,"num_attention_heads":1,"axes_dims_rope":[2,2,2]}"""));
        Assert.Equal([0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 1f, 0f, 1f, 0f, 0f, 1f, 1f], FluxPositions.Grid(1, 2, 2));
        var tables = new FluxPositions(config, [0.5f, 1f, 2f]);
        float[] cosines = [MathF.Cos(0.5f), MathF.Cos(1), MathF.Cos(2)];
        Assert.Equal([.. cosines, .. cosines], tables.Cosines);
        Assert.Equal(-MathF.Sin(2), tables.Sines[2]);
        Assert.Equal(MathF.Sin(2), tables.Sines[5]);
    }

    [Theory]
    [InlineData("relu", false, "relu")]
    [InlineData("gelu", false, "gelu")]
    [InlineData("gated-gelu", true, "gelu_new")]
    [InlineData("gated-silu", true, "silu")]
    public void The_feed_forward_of_T5_is_named_by_its_gate_and_activation(string name, bool gated, string activation)
    {
        var config = new T5Config(ModelConfig.Parse($$"""{"feed_forward_proj":"{{name}}"}"""));
        Assert.Equal((gated, activation), (config.Gated, config.Activation));
    }

    [Fact]
    public void An_unknown_activation_is_refused_when_the_config_is_read()
    {
        Assert.Throws<NotSupportedException>(() => new T5Config(ModelConfig.Parse("""{"feed_forward_proj":"gated-mish"}""")));
        Assert.Throws<NotSupportedException>(() => new ClipTextConfig(ModelConfig.Parse("""{"hidden_act":"mish"}""")));
        Assert.Throws<NotSupportedException>(() => new AutoencoderConfig(ModelConfig.Parse("""{"act_fn":"mish"}""")));
        Assert.Throws<InvalidDataException>(() => new T5Config(ModelConfig.Parse("""{"feed_forward_proj":"gelu-gated"}""")));
    }
}
