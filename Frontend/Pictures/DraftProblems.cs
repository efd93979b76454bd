using System.Globalization;

namespace Frontend.Pictures;

/// <summary>What is wrong with each field of the form, in words; null where nothing is.</summary>
internal sealed record DraftProblems(string? Prompt, string? Steps, string? Seed, string? Guidance)
{
    // The limits of the API: whatever it takes can be asked for here.
    private const int LongestPrompt = 32_000;
    private const int MostSteps = 200;
    private const double MostGuidance = 100;

    public bool None => Prompt is null && Steps is null && Seed is null && Guidance is null;

    public static DraftProblems Of(PromptDraft draft) => new(
        draft.Prompt.Trim().Length is > LongestPrompt and var length
            ? string.Create(CultureInfo.InvariantCulture, $"{length:N0} characters; at most {LongestPrompt:N0} are possible.")
            : null,
        TrySteps(draft.Steps) is null ? $"A whole number, 1 to {MostSteps}." : null,
        TrySeed(draft.Seed) is null ? $"A whole number, {long.MinValue} to {long.MaxValue}." : null,
        TryGuidance(draft.Guidance) is null ? $"A number, 0 to {MostGuidance}." : null);

    public static int? TrySteps(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var steps) && steps is >= 1 and <= MostSteps ? steps : null;

    public static long? TrySeed(string text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed) ? seed : null;

    public static double? TryGuidance(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var guidance) && guidance is >= 0 and <= MostGuidance ? guidance : null;
}
