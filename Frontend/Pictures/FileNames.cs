using System.Text;

namespace Frontend.Pictures;

/// <summary>Names for downloaded pictures: the prompt's words, the size and the seed.</summary>
internal static class FileNames
{
    private const int LongestStem = 60;

    public static string For(PictureOrder order, PictureSize size)
    {
        var stem = new StringBuilder();
        foreach (var character in order.Prompt)
        {
            if (stem.Length >= LongestStem)
                break;
            if (char.IsAsciiLetterOrDigit(character))
                stem.Append(char.ToLowerInvariant(character));
            else if (stem.Length > 0 && stem[^1] != '-')
                stem.Append('-');
        }
        var words = stem.ToString().Trim('-');
        return $"{(words.Length > 0 ? words : "picture")}-{size}-seed{order.Seed}.png";
    }
}
