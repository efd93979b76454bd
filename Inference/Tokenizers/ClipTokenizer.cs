using System.Text.Json;

namespace Inference.Tokenizers;

/// <summary>
/// CLIP's lower-casing byte-level BPE from <c>vocab.json</c> and <c>merges.txt</c>, exact against the reference's fast tokenizer.
/// Padding follows special_tokens_map.json, then tokenizer_config.json, then the end token: some published folders
/// disagree with themselves there, and the models were run with the first.
/// </summary>
public sealed class ClipTokenizer
{
    private const string StartToken = "<|startoftext|>";
    private const string EndToken = "<|endoftext|>";
    private readonly BytePairEncoder _encoder;
    private readonly AddedTokens _rawTokens;
    private readonly AddedTokens _normalizedTokens;
    private readonly string _path;
    private readonly (string Start, string End) _tokens;
    private readonly HashSet<string?> _raw;

    private ClipTokenizer(BytePairEncoder encoder, string path, (string Start, string End) tokens, string pad, HashSet<string?> raw)
    {
        int Id(string token) => encoder.Vocabulary.TryGetValue(token, out var id) ? id : throw new TokenizerException(path, $"lacks the special token {token}");
        (_encoder, _path, _tokens, _raw) = (encoder, path, tokens, raw);
        (Start, End, Pad) = (Id(tokens.Start), Id(tokens.End), Id(pad));
        // A special token is found in the text too, so with "!" for padding an exclamation mark there becomes that token.
        var special = new[] { tokens.Start, tokens.End, pad }.Distinct().ToLookup(t => raw.Contains(t) || (t == pad && pad != tokens.End), t => KeyValuePair.Create(t, Id(t)));
        _rawTokens = new AddedTokens(special[true]);
        _normalizedTokens = new AddedTokens(special[false]);
    }

    /// <summary>Id before the text.</summary>
    public int Start { get; }

    /// <summary>Id after the text.</summary>
    public int End { get; }

    /// <summary>Id that fills the rest.</summary>
    public int Pad { get; }

    /// <summary>The longest input of the model by tokenizer_config.json; 77 when it says nothing.</summary>
    public int ModelMaxLength { get; private init; } = 77;

    /// <summary>Reads a tokenizer folder.</summary>
    /// <exception cref="TokenizerException">A file is missing or damaged.</exception>
    public static ClipTokenizer Load(string folder)
    {
        using var config = TokenizerFiles.JsonIfThere(folder, "tokenizer_config.json");
        using var map = TokenizerFiles.JsonIfThere(folder, "special_tokens_map.json");
        string? Named(string name) => map?.RootElement.Token(name) ?? config?.RootElement.Token(name);
        var end = Named("eos_token") ?? EndToken;
        var raw = new HashSet<string?>();
        if (config is not null && config.RootElement.TryGetProperty("added_tokens_decoder", out var added))
            raw.UnionWith(added.EnumerateObject().Where(t => t.Value.TryGetProperty("normalized", out var n) && n.ValueKind == JsonValueKind.False).Select(t => t.Value.Token("content")));
        return new ClipTokenizer(
            BytePairEncoder.Load(folder, Named("unk_token") ?? end), Path.Combine(folder, "vocab.json"),
            (Named("bos_token") ?? StartToken, end), Named("pad_token") ?? end, raw)
        {
            ModelMaxLength = config is not null && config.RootElement.TryGetProperty("model_max_length", out var length) && length.TryGetInt32(out var max) ? max : 77,
        };
    }

    /// <summary>The same tokenizer padding with another token of the vocabulary.</summary>
    /// <exception cref="TokenizerException">The vocabulary lacks it.</exception>
    public ClipTokenizer WithPad(string token) => new(_encoder, _path, _tokens, token, _raw) { ModelMaxLength = ModelMaxLength };

    /// <summary>Ids of the whole text between the start and the end token, neither cut nor padded.</summary>
    public int[] Encode(string text)
    {
        var ids = new List<int> { Start };
        foreach (var (raw, _, rawId) in _rawTokens.Split(text))
        {
            if (rawId is { } special)
            {
                ids.Add(special);
                continue;
            }
            foreach (var (piece, _, id) in _normalizedTokens.Split(ClipWords.Normalize(raw)))
            {
                if (id is { } token)
                    ids.Add(token);
                else
                    foreach (var word in ClipWords.Split(piece))
                        _encoder.Encode(word, ids);
            }
        }
        ids.Add(End);
        return [.. ids];
    }

    /// <summary>Exactly <paramref name="maxLength"/> ids: longer texts are cut before the end token, shorter ones padded.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no room for the start and the end token.</exception>
    public int[] Encode(string text, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 2);
        return Padding.Fit(Encode(text), maxLength, End, Pad);
    }

    /// <summary>
    /// Exactly <paramref name="positions"/> ids for a model of so many, cut at <see cref="ModelMaxLength"/> where that is shorter, as
    /// pipelines do. What fills the rest is behind the end token, where the pooled state does not see it.
    /// </summary>
    public int[] EncodeForModel(string text, int positions)
    {
        var ids = Encode(text, Math.Min(ModelMaxLength, positions));
        return [.. ids, .. Enumerable.Repeat(Pad, positions - ids.Length)];
    }
}
