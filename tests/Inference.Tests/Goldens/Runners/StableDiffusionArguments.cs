using System.Text.Json;
using Inference.Checkpoints;
using Inference.Pipelines;

namespace Inference.Tests.Goldens.Runners;

/// <summary>The arguments of one run of a Stable Diffusion pipeline; what a run leaves out has the reference's default.</summary>
internal static class StableDiffusionArguments
{
    public static ImageRequest Request(JsonElement run, string prefix, SafetensorsFile inputs)
    {
        var conditions = new SizeConditions
        {
            Original = Turned(run.Pair("original_size")),
            Crop = Turned(run.Pair("crops_coords_top_left")) ?? (0, 0),
            Target = Turned(run.Pair("target_size")),
            AestheticScore = run.Number("aesthetic_score", 6),
            NegativeAestheticScore = run.Number("negative_aesthetic_score", 2.5),
        };
        return new ImageRequest
        {
            Prompt = run.GetProperty("prompt").GetString()!,
            NegativePrompt = run.Text("negative_prompt"),
            Width = run.GetProperty("width").GetInt32(),
            Height = run.GetProperty("height").GetInt32(),
            Steps = (int)run.Number("steps", 50),
            Guidance = run.Number("guidance", 7.5),
            Image = inputs.Tensors.TryGetValue(prefix + "image", out var image) ? RunArguments.Picture(image) : null,
            Mask = inputs.Tensors.TryGetValue(prefix + "mask", out var mask) ? RunArguments.Mask(mask) : null,
            Strength = run.Number("strength", 0.8),
            DenoisingStart = run.Number("denoising_start", 0),
            DenoisingEnd = run.Number("denoising_end", 1),
            Conditions = conditions,
        };
    }

    /// <summary>What the run asks for that the pipeline does not do, or null.</summary>
    public static string? NotBuilt(JsonElement run)
    {
        if (run.Given("prompt", out var prompt) && prompt.ValueKind != JsonValueKind.String)
            return "Several prompts at once are not built yet.";
        foreach (var (second, first) in new[] { ("prompt_2", "prompt"), ("negative_prompt_2", "negative_prompt") })
            if (run.Given(second, out var other) && !(run.Given(first, out var one) && JsonElement.DeepEquals(other, one)))
                return $"A text of its own for the second encoder ({second}) is not built yet.";
        if (run.Number("num_images_per_prompt", 1) != 1 || run.Number("batch", 1) != 1)
            return "Several pictures at once are not built yet.";
        if (run.Number("guidance_rescale", 0) != 0 || run.Number("eta", 0) != 0 || run.Number("clip_skip", 0) != 0)
            return "The arguments guidance_rescale, eta and clip_skip of the pipeline are not built yet.";
        if (run.Given("scheduler_overrides", out var overrides) && overrides.EnumerateObject().Any())
            return "A scheduler with other arguments than its configuration (scheduler_overrides) is not built yet.";
        return run.NotBuilt(
            "timesteps", "sigmas", "negative_original_size", "negative_target_size", "negative_crops_coords_top_left", "ip_adapter_image", "padding_mask_crop");
    }

    /// <summary>The reference has heights and rows first.</summary>
    private static (int, int)? Turned((int First, int Second)? pair) => pair is { } p ? (p.Second, p.First) : null;
}
