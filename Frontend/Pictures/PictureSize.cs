using System.Globalization;

namespace Frontend.Pictures;

/// <summary>Width x height in pixels, written as <c>256x144</c> in requests and as <c>256 × 144</c> for people.</summary>
public readonly record struct PictureSize(int Width, int Height)
{
    /// <summary>What is offered while the gateway has not said which sizes it has.</summary>
    public static readonly IReadOnlyList<PictureSize> Usual = [new(256, 144), new(512, 512), new(1024, 576)];

    public long Pixels => (long)Width * Height;

    public string Label => $"{Width} × {Height}";

    public static PictureSize? TryParse(string text) =>
        text.Split('x') is [var width, var height]
        && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var w)
        && int.TryParse(height, NumberStyles.None, CultureInfo.InvariantCulture, out var h)
        && w > 0 && h > 0
            ? new(w, h)
            : null;

    public override string ToString() => $"{Width}x{Height}";
}
