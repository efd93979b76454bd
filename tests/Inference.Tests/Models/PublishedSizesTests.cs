using Inference.Layers;
using Inference.Models;
using Pjrt;

namespace Inference.Tests.Models;

/// <summary>With the published configurations the models ask for as many weights as the published files hold.</summary>
public sealed class PublishedSizesTests
{
    private const string Down = """ "down_block_types":["CrossAttnDownBlock2D","CrossAttnDownBlock2D","CrossAttnDownBlock2D","DownBlock2D"]""";
    private const string Up = """ "up_block_types":["UpBlock2D","CrossAttnUpBlock2D","CrossAttnUpBlock2D","CrossAttnUpBlock2D"]""";

    [Theory]
    [InlineData("Stable Diffusion 1.5", 859_520_964, $$"""{"attention_head_dim":8,"cross_attention_dim":768,{{Down}},{{Up}}}""")]
    [InlineData("Stable Diffusion 2.1", 865_910_724, $$"""{"attention_head_dim":[5,10,20,20],"cross_attention_dim":1024,"use_linear_projection":true,{{Down}},{{Up}}}""")]
    [InlineData("SDXL", 2_567_463_684, """
        {"attention_head_dim":[5,10,20],"block_out_channels":[320,640,1280],"cross_attention_dim":2048,"transformer_layers_per_block":[1,2,10],
         "addition_embed_type":"text_time","addition_time_embed_dim":256,"projection_class_embeddings_input_dim":2816,
         "down_block_types":["DownBlock2D","CrossAttnDownBlock2D","CrossAttnDownBlock2D"],
         "up_block_types":["CrossAttnUpBlock2D","CrossAttnUpBlock2D","UpBlock2D"]}
        """)]
    public void Unet(string model, long weights, string config)
    {
        var unet = new UNet(new UNetConfig(ModelConfig.Parse(config, model)), [0], ElementType.BF16);
        var shape = new UNetShape(1, 1, 1, 1, 1);
        var layers = unet.Layers.Sum(layer => unet.Stages(layer, shape).Select((stage, i) => Count(stage) * (layer.Depth > 0 && i == 1 ? layer.Depth : 1)).Sum());
        Assert.Equal(weights, Count(unet.Condition(1)) + Count(unet.Input(shape)) + layers + Count(unet.Output(shape)));
    }

    [Fact]
    public void The_autoencoder_of_all_of_them()
    {
        const string Config = """{"block_out_channels":[128,256,512,512],"layers_per_block":2}""";
        var vae = new Autoencoder(new AutoencoderConfig(ModelConfig.Parse(Config)), [0], ElementType.BF16);
        Assert.Equal(83_653_863, Count(vae.PictureEncoder(1, 2, 2, packed: false)) + Count(vae.PictureDecoder(1, 2, 2)));
    }

    private static long Count(Stage stage) => stage.Parameters.Sum(p => p.Stored.Aggregate(1L, (n, axis) => n * axis.Size));
}
