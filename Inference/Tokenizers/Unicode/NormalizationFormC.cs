using System.Text;

namespace Inference.Tokenizers.Unicode;

/// <summary>Canonical decomposition followed by canonical composition (Unicode Standard Annex 15).</summary>
internal static class NormalizationFormC
{
    // Hangul syllables by arithmetic: The Unicode Standard, section 3.12.
    private const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TailCount = 28, SyllableCount = LeadCount * VowelCount * TailCount;

    /// <summary>The text in form C; unpaired surrogates become U+FFFD.</summary>
    public static string Normalize(string text)
    {
        // Below U+0300 nothing combines, so nothing changes.
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF'))
            return text;
        var codes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
            Decompose(rune.Value, codes);
        Order(codes);
        var result = new StringBuilder(text.Length);
        foreach (var code in Compose(codes))
            result.Append(new Rune(code).ToString());
        return result.ToString();
    }

    private static void Decompose(int code, List<int> codes)
    {
        var syllable = code - SyllableBase;
        if (syllable is >= 0 and < SyllableCount)
        {
            codes.Add(LeadBase + syllable / (VowelCount * TailCount));
            codes.Add(VowelBase + syllable / TailCount % VowelCount);
            if (syllable % TailCount != 0)
                codes.Add(TailBase + syllable % TailCount);
        }
        else if (CanonicalData.Instance.TryDecompose(code, out var parts))
        {
            Decompose(parts.First, codes);
            if (parts.Second != 0)
                Decompose(parts.Second, codes);
        }
        else
        {
            codes.Add(code);
        }
    }

    /// <summary>Sorts each run of combining marks by class, keeping the order within a class.</summary>
    private static void Order(List<int> codes)
    {
        var data = CanonicalData.Instance;
        for (var start = 0; start < codes.Count; start++)
        {
            if (data.CombiningClass(codes[start]) == 0)
                continue;
            var end = start;
            while (end < codes.Count && data.CombiningClass(codes[end]) != 0)
                end++;
            var sorted = codes.GetRange(start, end - start).OrderBy(c => data.CombiningClass(c)).ToList();
            for (var i = 0; i < sorted.Count; i++)
                codes[start + i] = sorted[i];
            start = end;
        }
    }

    private static List<int> Compose(List<int> codes)
    {
        var data = CanonicalData.Instance;
        var composed = new List<int>(codes.Count);
        var starter = -1;
        var lastClass = -1;
        foreach (var code in codes)
        {
            int combiningClass = data.CombiningClass(code);
            // Blocked when something of the same or a higher class stands between the starter and this mark.
            if (starter >= 0 && lastClass < combiningClass && Pair(data, composed[starter], code, out var pair))
            {
                composed[starter] = pair;
                continue;
            }
            if (combiningClass == 0)
            {
                starter = composed.Count;
                lastClass = -1;
            }
            else
            {
                lastClass = combiningClass;
            }
            composed.Add(code);
        }
        return composed;
    }

    private static bool Pair(CanonicalData data, int first, int second, out int pair)
    {
        if (first - LeadBase is >= 0 and < LeadCount && second - VowelBase is >= 0 and < VowelCount)
        {
            pair = SyllableBase + ((first - LeadBase) * VowelCount + (second - VowelBase)) * TailCount;
            return true;
        }
        if (first - SyllableBase is >= 0 and < SyllableCount && (first - SyllableBase) % TailCount == 0 && second - TailBase is > 0 and < TailCount)
        {
            pair = first + second - TailBase;
            return true;
        }
        return data.TryCompose(first, second, out pair);
    }
}
