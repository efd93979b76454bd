using System.Globalization;

namespace Frontend.Pictures;

/// <summary>What stands in the form, numbers as they were typed; kept for the session, so that it survives a look at the fleet.</summary>
public sealed class PromptDraft(Random random)
{
    /// <summary>Seeds are drawn below this: short enough to be read out and typed in again.</summary>
    private const int SeedLimit = 1_000_000;

    public string Prompt { get; set; } = "";

    public string? Model { get; set; }

    /// <summary>The chosen size; null for all of them at once.</summary>
    public PictureSize? Size { get; set; } = PictureSize.Usual[0];

    public string Steps { get; set; } = "10";

    public string Guidance { get; set; } = "3.5";

    public string Seed { get; set; } = Text(random.Next(SeedLimit));

    /// <summary>Draw a new seed for each order.</summary>
    public bool NewSeedEachTime { get; set; } = true;

    public void DrawSeed() => Seed = Text(random.Next(SeedLimit));

    /// <summary>Takes over the settings of <paramref name="picture"/>, its seed included.</summary>
    public void Reuse(Picture picture)
    {
        (Prompt, Model, Size) = (picture.Order.Prompt, picture.Order.Model, picture.Size);
        (Steps, Guidance, Seed) = (Text(picture.Order.Steps), Text(picture.Order.Guidance), Text(picture.Order.Seed));
        NewSeedEachTime = false;
    }

    /// <summary>The order, when there are no <see cref="DraftProblems"/>.</summary>
    public PictureOrder ToOrder(ImageModel model) => new()
    {
        Model = model.Name,
        Prompt = Prompt.Trim(),
        Sizes = Size is { } one ? [one] : model.Sizes,
        Steps = DraftProblems.TrySteps(Steps) ?? throw new InvalidOperationException("No order without steps."),
        Guidance = DraftProblems.TryGuidance(Guidance) ?? throw new InvalidOperationException("No order without guidance."),
        Seed = DraftProblems.TrySeed(Seed) ?? throw new InvalidOperationException("No order without a seed."),
    };

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
