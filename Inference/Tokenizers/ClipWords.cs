using System.Globalization;
using System.Text;
using Inference.Tokenizers.Unicode;

namespace Inference.Tokenizers;

/// <summary>CLIP's normaliser and word pattern: form C, white space to one space, lower case; then contractions, letters, single digits, the rest.</summary>
internal static class ClipWords
{
    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    public static string Normalize(string text)
    {
        var result = new StringBuilder(text.Length);
        var space = false;
        foreach (var rune in NormalizationFormC.Normalize(text).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (!space)
                    result.Append(' ');
                space = true;
                continue;
            }
            space = false;
            // The one lower case of two characters that needs no context (SpecialCasing.txt); the simple mapping lacks it.
            result.Append(rune.Value == 0x130 ? "i\u0307" : Rune.ToLowerInvariant(rune).ToString());
        }
        return result.ToString();
    }

    public static IEnumerable<string> Split(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = WordLength(text, at);
            if (length > 0)
                yield return text.Substring(at, length);
            at += Math.Max(length, 1);
        }
    }

    private static int WordLength(string text, int at)
    {
        foreach (var contraction in Contractions)
            if (string.CompareOrdinal(text, at, contraction, 0, contraction.Length) == 0)
                return contraction.Length;
        var first = Rune.GetRuneAt(text, at);
        var kind = KindOf(first);
        if (kind is Kind.Space)
            return 0;
        if (kind is Kind.Number)
            return first.Utf16SequenceLength;
        var end = at;
        while (end < text.Length && Rune.GetRuneAt(text, end) is var rune && KindOf(rune) == kind)
            end += rune.Utf16SequenceLength;
        return end - at;
    }

    private enum Kind { Letter, Number, Space, Other }

    private static Kind KindOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        <= UnicodeCategory.OtherLetter => Kind.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
        _ => Rune.IsWhiteSpace(rune) ? Kind.Space : Kind.Other,
    };
}
