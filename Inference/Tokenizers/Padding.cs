namespace Inference.Tokenizers;

/// <summary>The reference pipelines' <c>padding="max_length", truncation=True</c>.</summary>
internal static class Padding
{
    public static int[] Fit(int[] ids, int length, int end, int pad)
    {
        var fitted = new int[length];
        Array.Fill(fitted, pad);
        ids.AsSpan(0, Math.Min(ids.Length, length)).CopyTo(fitted);
        if (ids.Length > length)
            fitted[^1] = end;
        return fitted;
    }
}
