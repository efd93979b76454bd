using Fleet;
using Inference.Pipelines;
using ModelWorker.Errors;

namespace ModelWorker.Requests;

/// <summary>What every image route understands, checked against the unit.</summary>
internal sealed record ImageParameters(string Prompt, string? NegativePrompt, ImageSize Size, int Steps, double Guidance, long Seed)
{
    /// <summary>OpenAI's own limit for its image models.</summary>
    private const int LongestPrompt = 32_000;

    private const double MostGuidance = 100;

    /// <summary>What to start from; null: nothing.</summary>
    public EditedPicture? Edited { get; init; }

    /// <summary>Reads the fields; those absent take the model's values.</summary>
    /// <param name="fields">The request.</param>
    /// <param name="unit">What is served here.</param>
    /// <param name="options">The limits.</param>
    /// <param name="seeds">Gives a seed to a request without one.</param>
    /// <param name="steps">The step count when it stands elsewhere than in the fields.</param>
    /// <param name="prompt">A prompt for routes whose requests have none.</param>
    /// <exception cref="ApiException">A field is missing or not allowed.</exception>
    public static ImageParameters Read(RequestFields fields, WorkerUnit unit, WorkerOptions options, Random seeds, int? steps = null, string? prompt = null)
    {
        if (fields.Text("model", 1000) is { } model && model != unit.Model.Name)
            throw new ApiException(WorkerErrors.UnknownModel(model, unit.Model.Name));
        prompt ??= fields.RequiredText("prompt", LongestPrompt);
        if (string.IsNullOrWhiteSpace(prompt))
            throw new ApiException(WorkerErrors.WrongValue("prompt", "empty", $"a text of 1 to {LongestPrompt} characters that are not all blank"));
        return new ImageParameters(
            prompt,
            fields.Text("negative_prompt", LongestPrompt),
            ReadSize(fields, unit),
            steps ?? (int)(fields.Whole("num_inference_steps", 1, options.MaxSteps) ?? unit.Model.Steps),
            fields.Number("guidance_scale", 0, MostGuidance) ?? unit.Model.Guidance,
            fields.Whole("seed", long.MinValue, long.MaxValue) ?? seeds.NextInt64(uint.MaxValue));
    }

    private static ImageSize ReadSize(RequestFields fields, WorkerUnit unit)
    {
        var text = fields.Text("size", 100) ?? (fields.Whole("img_size", 1, int.MaxValue) is { } side ? $"{side}x{side}" : null);
        if (text is null or "auto")
            return unit.Sizes[0];
        return ImageSize.TryParse(text, out var size) && unit.Sizes.Contains(size)
            ? size
            : throw new ApiException(WorkerErrors.UnsupportedSize(text, unit.Name, unit.Sizes.Select(s => s.ToString())));
    }

    /// <summary>The pipeline's request for the picture with this number.</summary>
    public ImageRequest Request(int number = 0, int partialImages = 0) => new()
    {
        Prompt = Prompt,
        NegativePrompt = NegativePrompt,
        Width = Size.Width,
        Height = Size.Height,
        Steps = Steps,
        Guidance = Guidance,
        Seed = unchecked(Seed + number),
        PartialImages = partialImages,
        Image = Edited?.Image,
        Mask = Edited?.Mask,
        Strength = Edited?.Strength ?? 1,
    };
}
