namespace Inference.Tokenizers;

/// <summary>Tokens that are found in the text itself before anything else happens to it, for instance <c>&lt;extra_id_0&gt;</c>.</summary>
internal sealed class AddedTokens(IEnumerable<KeyValuePair<string, int>> tokens)
{
    // Longest first: at one place the longest token wins.
    private readonly KeyValuePair<string, int>[] _tokens = [.. tokens.Where(t => t.Key.Length > 0).OrderByDescending(t => t.Key.Length)];

    /// <summary>The text in pieces: either an added token's id, or text between them (never empty) with its offset.</summary>
    public IEnumerable<(string Text, int Offset, int? Id)> Split(string text)
    {
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            if (!TryMatch(text, at, out var token))
            {
                at++;
                continue;
            }
            if (at > start)
                yield return (text[start..at], start, null);
            yield return (token.Key, at, token.Value);
            at += token.Key.Length;
            start = at;
        }
        if (start < text.Length)
            yield return (text[start..], start, null);
    }

    private bool TryMatch(string text, int at, out KeyValuePair<string, int> found)
    {
        foreach (var token in _tokens)
            if (text[at] == token.Key[0] && string.CompareOrdinal(text, at, token.Key, 0, token.Key.Length) == 0)
            {
                found = token;
                return true;
            }
        found = default;
        return false;
    }
}
