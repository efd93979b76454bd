using System.Text.Json;
using Inference.Checkpoints;
using Inference.Pipelines;

namespace Inference.Tests.Goldens.Runners;

/// <summary>The arguments of one run of a Flux pipeline; what a run leaves out has the reference's default.</summary>
internal static class FluxArguments
{
    public static int TextLength(JsonElement run) => (int)run.Number("max_sequence_length", 512);

    public static ImageRequest Request(JsonElement run, string prefix, SafetensorsFile inputs) => new()
    {
        Prompt = run.GetProperty("prompt").GetString()!,
        Width = run.GetProperty("width").GetInt32(),
        Height = run.GetProperty("height").GetInt32(),
        Steps = (int)run.Number("steps", 28),
        Guidance = run.Number("guidance", 3.5),
        Image = inputs.Tensors.TryGetValue(prefix + "image", out var image) ? RunArguments.Picture(image) : null,
        Mask = inputs.Tensors.TryGetValue(prefix + "mask", out var mask) ? RunArguments.Mask(mask) : null,
        Strength = run.Number("strength", 0.6),
    };

    /// <summary>What the run asks for that the pipeline does not do, or null.</summary>
    public static string? NotBuilt(JsonElement run)
    {
        if (run.Given("prompt", out var prompt) && prompt.ValueKind != JsonValueKind.String)
            return "Several prompts at once are not built yet.";
        if (run.Given("prompt_2", out var second) && !JsonElement.DeepEquals(second, prompt))
            return "A prompt of its own for T5 (prompt_2) is not built yet.";
        if (run.Number("true_cfg_scale", 1) != 1)
            return "Guidance by a negative prompt (true_cfg_scale) is not built yet.";
        if (run.Number("num_images_per_prompt", 1) != 1 || run.Number("batch", 1) != 1)
            return "Several pictures at once are not built yet.";
        return run.NotBuilt("sigmas", "control_image", "ip_adapter_image", "padding_mask_crop");
    }
}
