namespace Frontend.Pictures;

/// <summary>What stands in the form; kept for the session, so that it survives a look at the fleet.</summary>
public sealed class PromptDraft(Random random)
{
    public const int MostSteps = 50;

    /// <summary>Seeds are drawn below this: short enough to be read out and typed in again.</summary>
    private const int SeedLimit = 1_000_000;

    public string Prompt { get; set; } = "";

    public string? Model { get; set; }

    /// <summary>The chosen size; null for all of them at once.</summary>
    public PictureSize? Size { get; set; } = PictureSize.Usual[0];

    public int Steps { get; set; } = 10;

    public double Guidance { get; set; } = 3.5;

    public long Seed { get; set; } = random.Next(SeedLimit);

    /// <summary>Draw a new seed for each order.</summary>
    public bool NewSeedEachTime { get; set; } = true;

    public void DrawSeed() => Seed = random.Next(SeedLimit);

    /// <summary>Takes over the settings of <paramref name="picture"/>, its seed included.</summary>
    public void Reuse(Picture picture)
    {
        (Prompt, Model, Size) = (picture.Order.Prompt, picture.Order.Model, picture.Size);
        (Steps, Guidance, Seed) = (picture.Order.Steps, picture.Order.Guidance, picture.Order.Seed);
        NewSeedEachTime = false;
    }

    public PictureOrder ToOrder(ImageModel model) => new()
    {
        Model = model.Name,
        Prompt = Prompt.Trim(),
        Sizes = Size is { } one ? [one] : model.Sizes,
        Steps = Steps,
        Guidance = Guidance,
        Seed = Seed,
    };
}
