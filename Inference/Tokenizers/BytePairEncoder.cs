using System.Text;
using System.Text.Json;

namespace Inference.Tokenizers;

/// <summary>Byte-level BPE with an end-of-word suffix: the lowest-ranked adjacent pair is merged first, leftmost among equals.</summary>
internal sealed class BytePairEncoder
{
    private const string EndOfWord = "</w>";
    private readonly Dictionary<(int, int), (int Rank, int Id)> _merges = [];
    private readonly int[] _byteIds = new int[256];
    private readonly int[] _lastByteIds = new int[256];

    private BytePairEncoder(Dictionary<string, int> vocabulary, IEnumerable<string> merges, int unknown)
    {
        Vocabulary = vocabulary;
        for (var b = 0; b < 256; b++)
        {
            var character = ByteAlphabet.Characters[b].ToString();
            _byteIds[b] = vocabulary.GetValueOrDefault(character, unknown);
            _lastByteIds[b] = vocabulary.GetValueOrDefault(character + EndOfWord, unknown);
        }
        var rank = 0;
        foreach (var line in merges)
        {
            if (line.Split(' ') is not [var left, var right]
                || !vocabulary.TryGetValue(left, out var leftId) || !vocabulary.TryGetValue(right, out var rightId)
                || !vocabulary.TryGetValue(left + right, out var merged))
                throw new FormatException($"the merge '{line}' does not join two tokens of the vocabulary into a third");
            _merges[(leftId, rightId)] = (rank++, merged);
        }
    }

    public IReadOnlyDictionary<string, int> Vocabulary { get; }

    public static BytePairEncoder Load(string folder, string unknownToken)
    {
        var merges = Path.Combine(folder, "merges.txt");
        if (!File.Exists(merges))
            throw new TokenizerException(merges, "does not exist");
        using var json = TokenizerFiles.Json(folder, "vocab.json");
        try
        {
            var vocabulary = json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetInt32());
            if (!vocabulary.TryGetValue(unknownToken, out var unknown))
                throw new TokenizerException(Path.Combine(folder, "vocab.json"), $"lacks {unknownToken}");
            var lines = File.ReadLines(merges).Where(l => l.Length > 0 && !l.StartsWith("#version", StringComparison.Ordinal));
            return new BytePairEncoder(vocabulary, lines, unknown);
        }
        catch (Exception bad) when (bad is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new TokenizerException(bad is FormatException ? merges : Path.Combine(folder, "vocab.json"), bad.Message, bad);
        }
    }

    /// <summary>Adds a word's ids; the time is n log n, for a prompt may be one long word.</summary>
    public void Encode(string word, List<int> ids)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        var symbols = new int[bytes.Length];
        var previous = new int[bytes.Length];
        var next = new int[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            (symbols[i], previous[i], next[i]) = (i == bytes.Length - 1 ? _lastByteIds[bytes[i]] : _byteIds[bytes[i]], i - 1, i + 1);

        // A candidate is stale when either of its symbols has changed since it was queued.
        var queue = new PriorityQueue<(int At, int Left, int Right), (int Rank, int At)>();
        void Queue(int at)
        {
            if (at >= 0 && next[at] < symbols.Length && _merges.TryGetValue((symbols[at], symbols[next[at]]), out var merge))
                queue.Enqueue((at, symbols[at], symbols[next[at]]), (merge.Rank, at));
        }
        for (var i = 0; i < symbols.Length; i++)
            Queue(i);
        while (queue.TryDequeue(out var pair, out _))
        {
            var right = next[pair.At];
            if (symbols[pair.At] != pair.Left || right >= symbols.Length || symbols[right] != pair.Right)
                continue;
            symbols[pair.At] = _merges[(pair.Left, pair.Right)].Id;
            symbols[right] = -1;
            next[pair.At] = next[right];
            if (next[right] < symbols.Length)
                previous[next[right]] = pair.At;
            Queue(previous[pair.At]);
            Queue(pair.At);
        }
        for (var i = 0; i < symbols.Length; i = next[i])
            ids.Add(symbols[i]);
    }
}
