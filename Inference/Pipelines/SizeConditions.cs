namespace Inference.Pipelines;

/// <summary>What SDXL is told about the picture beside the text (Podell et al. 2023, section 2.2). Null: the asked size, nothing cropped.</summary>
public sealed record SizeConditions
{
    /// <summary>Width and height before cropping and scaling; small ones give what small pictures look like.</summary>
    public (int Width, int Height)? Original { get; init; }

    /// <summary>Columns and rows that were cropped at the left and at the top.</summary>
    public (int Left, int Top) Crop { get; init; }

    /// <summary>Width and height after that.</summary>
    public (int Width, int Height)? Target { get; init; }

    /// <summary>How pleasing the picture is, to models that ask (the refiner).</summary>
    public double AestheticScore { get; init; } = 6;

    /// <summary>How pleasing it is not, for the negative text.</summary>
    public double NegativeAestheticScore { get; init; } = 2.5;

    /// <summary>The numbers as the model reads them: height before width.</summary>
    internal float[] Numbers(int width, int height, bool aesthetic, bool negative)
    {
        var (original, target) = (Original ?? (width, height), Target ?? (width, height));
        float[] numbers = [original.Height, original.Width, Crop.Top, Crop.Left];
        return aesthetic
            ? [.. numbers, (float)(negative ? NegativeAestheticScore : AestheticScore)]
            : [.. numbers, target.Height, target.Width];
    }
}
