using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Fleet;

/// <summary>The size of a picture in pixels, written width x height: <c>1024x576</c> is landscape.</summary>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
public readonly record struct ImageSize(int Width, int Height) : ISpanParsable<ImageSize>
{
    /// <summary>Width times height.</summary>
    public long Pixels => (long)Width * Height;

    /// <summary>Reads <c>256x144</c>.</summary>
    /// <exception cref="FormatException">The text is not two whole numbers with an x between them.</exception>
    public static ImageSize Parse(string text) => Parse(text.AsSpan(), null);

    /// <summary>Reads <c>256x144</c>, or says that the text is not of that form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ImageSize size) => TryParse(text.AsSpan(), null, out size);

    /// <inheritdoc />
    public static ImageSize Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    /// <inheritdoc />
    public static ImageSize Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => TryParse(s, provider, out var size)
        ? size
        : throw new FormatException($"'{s}' is not a size; write width x height in pixels, such as 1024x576.");

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ImageSize result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc />
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out ImageSize result)
    {
        result = default;
        var cross = s.IndexOf('x');
        if (cross < 0
            || !int.TryParse(s[..cross], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            || !int.TryParse(s[(cross + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            || width == 0 || height == 0)
        {
            return false;
        }

        result = new ImageSize(width, height);
        return true;
    }

    /// <summary>As <c>256x144</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
}
