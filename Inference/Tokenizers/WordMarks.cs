using System.Text.Json;

namespace Inference.Tokenizers;

/// <summary>
/// SentencePiece's way with spaces: words begin with a mark that stands for the space before them. Files differ in which words
/// without a space before them get one.
/// </summary>
internal sealed class WordMarks
{
    private const char Mark = '\u2581';
    private readonly Prepend _prepend;
    private readonly bool _splitsAtSpace;

    private WordMarks(Prepend prepend, bool splitsAtSpace) => (_prepend, _splitsAtSpace) = (prepend, splitsAtSpace);

    private enum Prepend
    {
        /// <summary>The text's first word.</summary>
        First,

        /// <summary>Also the first word behind every added token.</summary>
        Always,

        Never,
    }

    /// <summary>Reads the <c>pre_tokenizer</c> of tokenizer.json; without one the mark goes before the first word.</summary>
    /// <exception cref="NotSupportedException">It is not one of T5's.</exception>
    public static WordMarks From(JsonElement pre)
    {
        if (pre.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return new WordMarks(Prepend.First, false);
        // Older conversions drop all white space first, so that every word gets a mark.
        if (Type(pre) == "Sequence" && pre.GetProperty("pretokenizers") is var parts && parts.GetArrayLength() == 2
            && Type(parts[0]) == "WhitespaceSplit" && Type(parts[1]) == "Metaspace")
            return new WordMarks(Scheme(parts[1]), true);
        return Type(pre) == "Metaspace" ? new WordMarks(Scheme(pre), false) : throw Unknown(pre);
    }

    /// <param name="text">Normalised text between added tokens.</param>
    /// <param name="first">Whether the whole text begins here.</param>
    public IEnumerable<string> Words(string text, bool first)
    {
        if (text.Length == 0)
            return [];
        if (_splitsAtSpace)
        {
            var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            // "First" means the place in the text, which only a word at its very beginning has.
            return words.SelectMany((word, i) => Marked(word, first && i == 0 && !char.IsWhiteSpace(text[0])));
        }
        return Marked(text, first);
    }

    private IEnumerable<string> Marked(string text, bool first)
    {
        text = text.Replace(' ', Mark);
        if ((_prepend == Prepend.Always || (_prepend == Prepend.First && first)) && text[0] != Mark)
            text = Mark + text;
        for (var start = 0; start < text.Length;)
        {
            var next = text.IndexOf(Mark, start + 1);
            var end = next < 0 ? text.Length : next;
            yield return text[start..end];
            start = end;
        }
    }

    private static Prepend Scheme(JsonElement metaspace)
    {
        if (metaspace.TryGetProperty("replacement", out var mark) && mark.GetString() != Mark.ToString())
            throw Unknown(metaspace);
        if (metaspace.TryGetProperty("split", out var split) && split.ValueKind == JsonValueKind.False)
            throw Unknown(metaspace);
        if (metaspace.TryGetProperty("prepend_scheme", out var scheme))
            return scheme.GetString() switch { "first" => Prepend.First, "always" => Prepend.Always, "never" => Prepend.Never, _ => throw Unknown(metaspace) };
        return metaspace.TryGetProperty("add_prefix_space", out var add) && add.ValueKind == JsonValueKind.False ? Prepend.Never : Prepend.Always;
    }

    private static string? Type(JsonElement part) => part.GetProperty("type").GetString();

    private static NotSupportedException Unknown(JsonElement pre) =>
        new($"the pre-tokenizer {pre.GetRawText()[..Math.Min(120, pre.GetRawText().Length)]} is not one of T5's");
}
