using Fleet;

namespace ModelWorker.Requests;

/// <summary>The fields that each kind of request may have.</summary>
internal static class FieldNames
{
    /// <summary>What every image route reads.</summary>
    public static readonly string[] Image = ["model", "prompt", "negative_prompt", "size", "num_inference_steps", "guidance_scale", "seed"];

    /// <summary>OpenAI's image request. Of those that have no meaning for these models, clients send many: they are taken and make no difference.</summary>
    public static readonly string[] OpenAiImage =
    [
        .. Image, "n", "stream", "partial_images", "response_format", "output_format", "output_compression", "background", "quality", "style", "moderation", "user",
    ];

    /// <summary>OpenAI's edit of a picture. Files are named apart.</summary>
    public static readonly string[] OpenAiEdit = [.. OpenAiImage, "strength", "left", "top", "input_fidelity"];

    /// <summary>The files of an edit; some of OpenAI's clients give even one picture as a list.</summary>
    public static readonly string[] EditFiles = ["image", "image[]", "mask"];

    /// <summary>The picture as an answer's body, with the one number that the Ray servers take for a square's sides.</summary>
    public static readonly string[] Imagine = [.. Image, "img_size"];

    /// <summary>A measurement by its path; steps and prompt are given.</summary>
    public static readonly string[] Load = ["model", "negative_prompt", "size", "guidance_scale", "seed"];

    public static readonly string[] Benchmark = [.. Image, "n_runs"];

    public static readonly string[] Fault = ["fault", "factor"];

    /// <summary>The allowed name that a wrong one probably stands for: <c>steps</c> for <c>num_inference_steps</c>; null when none is near.</summary>
    public static string? Nearest(string given, IReadOnlyList<string> allowed)
    {
        if (given.Length > NearName.LongestGiven)
            return null;
        var wanted = Plain(given);
        return wanted.Length < 3 ? null : allowed.FirstOrDefault(name => Plain(name) == wanted) ?? allowed.FirstOrDefault(name => Alike(wanted, name)) ?? NearName.Of(given, allowed);
    }

    private static bool Alike(string wanted, string name) =>
        name.Length >= 3 && (Plain(name).Contains(wanted, StringComparison.Ordinal) || wanted.EndsWith(Plain(name.Split('_')[^1]), StringComparison.Ordinal));

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
