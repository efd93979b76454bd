using System.Globalization;

namespace Frontend.Pictures;

/// <summary>How figures of a picture are written.</summary>
internal static class PictureWords
{
    public static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");

    /// <summary>One sentence for those who do not see the card.</summary>
    public static string Announce(Picture picture) => picture.State switch
    {
        PictureState.Done => $"The picture of {picture.Size.Label} is ready, made by {picture.Origin?.Unit ?? "a unit"} in {Seconds(picture.Latency ?? default)}.",
        PictureState.Failed => $"The picture of {picture.Size.Label} failed: {picture.Fault?.Title}.",
        PictureState.Cancelled => $"The picture of {picture.Size.Label} was cancelled.",
        _ => $"Making a picture of {picture.Size.Label}.",
    };
}
