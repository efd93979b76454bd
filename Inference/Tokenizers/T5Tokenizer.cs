using System.Text.Json;
using System.Text.RegularExpressions;

namespace Inference.Tokenizers;

/// <summary>T5's SentencePiece unigram tokenizer from <c>tokenizer.json</c>, exact against the reference's fast tokenizer.</summary>
public sealed partial class T5Tokenizer
{
    private readonly IReadOnlyList<Func<string, string>> _normalizers;
    private readonly WordMarks _marks;
    private readonly UnigramModel _model;
    private readonly AddedTokens _added;

    private T5Tokenizer(JsonElement root)
    {
        _normalizers = [.. Normalizers(root.GetProperty("normalizer"))];
        _marks = WordMarks.From(root.TryGetProperty("pre_tokenizer", out var before) ? before : default);
        var model = root.GetProperty("model");
        if (model.GetProperty("type").GetString() is var type && type != "Unigram")
            throw new NotSupportedException($"the model is {type}; only Unigram is known");
        if (model.TryGetProperty("byte_fallback", out var fallback) && fallback.GetBoolean())
            throw new NotSupportedException("byte_fallback is not supported");
        var pieces = model.GetProperty("vocab").EnumerateArray().Select(v => (v[0].GetString()!, v[1].GetDouble())).ToArray();
        _model = new UnigramModel(pieces, model.GetProperty("unk_id").GetInt32());
        var added = root.GetProperty("added_tokens").EnumerateArray()
            .ToDictionary(t => t.GetProperty("content").GetString()!, t => t.GetProperty("id").GetInt32());
        _added = new AddedTokens(added);
        End = added.TryGetValue("</s>", out var end) ? end : throw new FormatException("there is no added token </s>");
        Pad = added.TryGetValue("<pad>", out var pad) ? pad : throw new FormatException("there is no added token <pad>");
    }

    /// <summary>Id after the text.</summary>
    public int End { get; }

    /// <summary>Id that fills the rest.</summary>
    public int Pad { get; }

    /// <summary>Reads a tokenizer folder.</summary>
    /// <exception cref="TokenizerException">tokenizer.json is missing, damaged, or of a form that T5 does not have.</exception>
    public static T5Tokenizer Load(string folder)
    {
        using var json = TokenizerFiles.Json(folder, "tokenizer.json");
        try
        {
            return new T5Tokenizer(json.RootElement);
        }
        catch (Exception bad) when (bad is FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException or NotSupportedException)
        {
            throw new TokenizerException(Path.Combine(folder, "tokenizer.json"), bad.Message, bad);
        }
    }

    private static IEnumerable<Func<string, string>> Normalizers(JsonElement normalizer)
    {
        if (normalizer.ValueKind == JsonValueKind.Null)
            return [];
        switch (normalizer.GetProperty("type").GetString())
        {
            case "Sequence":
                return normalizer.GetProperty("normalizers").EnumerateArray().SelectMany(Normalizers).ToArray();
            case "Precompiled":
                return [new PrecompiledCharsmap(normalizer.GetProperty("precompiled_charsmap").GetBytesFromBase64()).Normalize];
            case "Strip":
                var (left, right) = (normalizer.GetProperty("strip_left").GetBoolean(), normalizer.GetProperty("strip_right").GetBoolean());
                return [text => (left, right) switch { (true, true) => text.Trim(), (true, _) => text.TrimStart(), (_, true) => text.TrimEnd(), _ => text }];
            case "Replace" when normalizer.GetProperty("pattern").TryGetProperty("Regex", out var regex) && regex.GetString() == " {2,}":
                var content = normalizer.GetProperty("content").GetString()!;
                return [text => Spaces().Replace(text, content)];
            default:
                throw new NotSupportedException($"the normalizer {normalizer.GetRawText()[..Math.Min(80, normalizer.GetRawText().Length)]} is not one of T5's");
        }
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();

    /// <summary>Ids of the whole text and the end token, neither cut nor padded.</summary>
    public int[] Encode(string text)
    {
        var ids = new List<int>();
        foreach (var (piece, offset, id) in _added.Split(text))
        {
            if (id is { } token)
                ids.Add(token);
            else
                foreach (var word in _marks.Words(_normalizers.Aggregate(piece, (t, normalize) => normalize(t)), offset == 0))
                    _model.Encode(word, ids);
        }
        ids.Add(End);
        return [.. ids];
    }

    /// <summary>Exactly <paramref name="maxLength"/> ids: longer texts are cut before the end token, shorter ones padded.</summary>
    public int[] Encode(string text, int maxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        return Padding.Fit(Encode(text), maxLength, End, Pad);
    }
}
