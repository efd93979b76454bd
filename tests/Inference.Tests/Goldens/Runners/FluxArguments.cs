using System.Text.Json;
using Inference.Pipelines;

namespace Inference.Tests.Goldens.Runners;

/// <summary>The arguments of one run of a Flux pipeline; what a run leaves out has the reference's default.</summary>
internal static class FluxArguments
{
    public static int TextLength(JsonElement run) => (int)Number(run, "max_sequence_length", 512);

    public static ImageRequest Request(JsonElement run) => new()
    {
        Prompt = run.GetProperty("prompt").GetString()!,
        Width = run.GetProperty("width").GetInt32(),
        Height = run.GetProperty("height").GetInt32(),
        Steps = (int)Number(run, "steps", 28),
        Guidance = Number(run, "guidance", 3.5),
    };

    /// <summary>What the run asks for that the pipeline does not do, or null.</summary>
    public static string? NotBuilt(JsonElement run)
    {
        if (Given(run, "strength", out _))
            return "Starting from a picture (strength) is not built yet.";
        if (Given(run, "prompt", out var prompt) && prompt.ValueKind != JsonValueKind.String)
            return "Several prompts at once are not built yet.";
        if (Given(run, "prompt_2", out var second) && !JsonElement.DeepEquals(second, prompt))
            return "A prompt of its own for T5 (prompt_2) is not built yet.";
        if (Number(run, "true_cfg_scale", 1) != 1)
            return "Guidance by a negative prompt (true_cfg_scale) is not built yet.";
        if (Number(run, "num_images_per_prompt", 1) != 1 || Number(run, "batch", 1) != 1)
            return "Several pictures at once are not built yet.";
        foreach (var other in new[] { "sigmas", "image", "mask_image", "control_image", "ip_adapter_image" })
            if (Given(run, other, out _))
                return $"The argument {other} of the pipeline is not built yet.";
        return null;
    }

    private static double Number(JsonElement run, string name, double otherwise) => Given(run, name, out var value) ? value.GetDouble() : otherwise;

    private static bool Given(JsonElement run, string name, out JsonElement value) =>
        run.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
