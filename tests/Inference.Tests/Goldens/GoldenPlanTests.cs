using System.Text.Json;
using Inference.Tests.Goldens.Runners;

namespace Inference.Tests.Goldens;

/// <summary>A case that asks for something not built is skipped, and its configuration says why; a damaged one fails by itself.</summary>
public sealed class GoldenPlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("flux_transformer", """{"patch_size":2}""", "patch_size 2")]
    [InlineData("flux_transformer", """{"axes_dims_rope":[16,16,48,48]}""", "4 axes of positions")]
    [InlineData("t5_encoder", """{"model_type":"umt5"}""", "umt5")]
    [InlineData("t5_encoder", """{"feed_forward_proj":"gated-mish"}""", "activation mish")]
    [InlineData("clip_text", """{"hidden_act":"mish"}""", "activation mish")]
    [InlineData("vae", """{"act_fn":"mish"}""", "activation mish")]
    [InlineData("vae", """{"latents_mean":[0,0,0,0]}""", "latents_mean")]
    [InlineData("unet", """{"class_embed_type":"timestep"}""", "class_embed_type")]
    [InlineData("unet", """{"down_block_types":["DownBlock2D","AttnDownBlock2D"]}""", "AttnDownBlock2D")]
    [InlineData("unet", """{"freq_shift":1}""", "freq_shift 1")]
    [InlineData("vae", """{"up_block_types":["AttnUpDecoderBlock2D"]}""", "AttnUpDecoderBlock2D")]
    [InlineData("vae", """{"_class_name":"AutoencoderKL"}""", "operation reconstruct")]
    [InlineData("scheduler", """{"stochastic_sampling":true}""", "stochastic_sampling")]
    [InlineData("video", "{}", "kind video")]
    public void What_is_not_built_is_a_reason_to_skip(string kind, string config, string named) =>
        Assert.Contains(named, GoldenPlan.SkipReason(Case(kind, config)));

    [Theory]
    [InlineData("flux_transformer", """{"attention_head_dim":7}""")]
    [InlineData("t5_encoder", """{"feed_forward_proj":"very-gated-gelu"}""")]
    [InlineData("vae", "[]")]
    public void What_is_damaged_is_none(string kind, string config) => Assert.Null(GoldenPlan.SkipReason(Case(kind, config)));

    [Theory]
    [InlineData("""{"prompt":"a"}""", null)]
    [InlineData("""{"prompt":"a","prompt_2":"a","true_cfg_scale":1.0,"num_images_per_prompt":1,"strength":null}""", null)]
    [InlineData("""{"prompt":"a","prompt_2":"b"}""", "prompt_2")]
    [InlineData("""{"prompt":["a","b"]}""", "Several prompts")]
    [InlineData("""{"prompt":"a","true_cfg_scale":4.0}""", "true_cfg_scale")]
    [InlineData("""{"prompt":"a","num_images_per_prompt":2}""", "Several pictures")]
    [InlineData("""{"prompt":"a","sigmas":[1.0,0.5]}""", "sigmas")]
    public void Arguments_of_a_pipeline_that_are_not_built_are_named(string run, string? named)
    {
        using var json = JsonDocument.Parse(run);
        var reason = FluxArguments.NotBuilt(json.RootElement);
        if (named is null)
            Assert.Null(reason);
        else
            Assert.Contains(named, reason);
    }

    [Fact]
    public void Another_pipeline_class_is_named()
    {
        _folder.Write("model_index.json", """{"_class_name":"FluxFillPipeline"}""");
        _folder.Write("case.json", """{"runs":[],"model":"."}""");
        Assert.Contains("FluxFillPipeline", GoldenPlan.SkipReason(new GoldenCase(_folder.Path, ".", "pipeline_flux")));
    }

    private GoldenCase Case(string kind, string config)
    {
        _folder.Write("config.json", config);
        _folder.Write("case.json", """{"runs":[{"prefix":"run0.","op":"reconstruct"}]}""");
        return new GoldenCase(_folder.Path, ".", kind);
    }
}
