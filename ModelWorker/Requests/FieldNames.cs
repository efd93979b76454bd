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

    /// <summary>A measurement by its path; steps and prompt are given.</summary>
    public static readonly string[] Load = ["model", "negative_prompt", "size", "guidance_scale", "seed"];

    public static readonly string[] Benchmark = [.. Image, "n_runs"];

    public static readonly string[] Fault = ["fault", "factor"];

    /// <summary>The allowed name that a wrong one probably stands for: <c>steps</c> for <c>num_inference_steps</c>; null when none is near.</summary>
    public static string? Nearest(string given, IEnumerable<string> allowed)
    {
        var wanted = Plain(given);
        return wanted.Length < 3 ? null : allowed
            .Select(name => (Name: name, Distance: Distance(wanted, Plain(name)), Alike: Alike(wanted, name)))
            .Where(near => near.Distance <= 2 || near.Alike)
            .OrderBy(near => near.Distance)
            .Select(near => near.Name)
            .FirstOrDefault();
    }

    private static bool Alike(string wanted, string name) =>
        name.Length >= 3 && (Plain(name).Contains(wanted, StringComparison.Ordinal) || wanted.EndsWith(Plain(name.Split('_')[^1]), StringComparison.Ordinal));

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    /// <summary>Levenshtein's.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
