using System.Text;

namespace Inference.Tokenizers;

/// <summary>The most probable segmentation of a word into pieces (Viterbi; Kudo 2018). Unknown neighbours become one unknown token.</summary>
internal sealed class UnigramModel
{
    /// <summary>An unknown character costs this much more than the rarest piece.</summary>
    private const double UnknownPenalty = 10;

    private readonly Dictionary<(int Node, byte Byte), int> _edges = [];
    private readonly List<int> _pieceAt = [-1];
    private readonly double[] _scores;
    private readonly double _unknownScore;
    private readonly int _unknown;

    public UnigramModel(IReadOnlyList<(string Piece, double Score)> vocabulary, int unknown)
    {
        if (unknown < 0 || unknown >= vocabulary.Count)
            throw new FormatException($"unk_id {unknown} is not one of the {vocabulary.Count} pieces");
        _unknown = unknown;
        _scores = [.. vocabulary.Select(v => v.Score)];
        _unknownScore = _scores.Min() - UnknownPenalty;
        for (var id = 0; id < vocabulary.Count; id++)
            Add(vocabulary[id].Piece, id);
    }

    private void Add(string piece, int id)
    {
        var node = 0;
        foreach (var b in Encoding.UTF8.GetBytes(piece))
        {
            if (!_edges.TryGetValue((node, b), out var child))
            {
                child = _pieceAt.Count;
                _pieceAt.Add(-1);
                _edges[(node, b)] = child;
            }
            node = child;
        }
        _pieceAt[node] = id;
    }

    /// <summary>Adds the word's ids.</summary>
    public void Encode(string word, List<int> ids)
    {
        var text = Encoding.UTF8.GetBytes(word);
        var best = new (double Score, int Start, int Id)[text.Length + 1];
        for (var i = 1; i < best.Length; i++)
            best[i].Start = -1;
        for (var start = 0; start < text.Length;)
        {
            var length = SequenceLength(text[start]);
            var whole = false;
            for (int end = start, node = 0; end < text.Length && _edges.TryGetValue((node, text[end]), out node); end++)
            {
                if (_pieceAt[node] is var id && id < 0)
                    continue;
                Offer(end + 1, start, id, _scores[id]);
                whole |= end + 1 - start == length;
            }
            if (!whole)
                Offer(start + length, start, _unknown, _unknownScore);
            start += length;
        }
        Collect(best, ids);

        void Offer(int end, int start, int id, double score)
        {
            var total = score + best[start].Score;
            if (best[end].Start < 0 || total > best[end].Score)
                best[end] = (total, start, id);
        }
    }

    private void Collect((double Score, int Start, int Id)[] best, List<int> ids)
    {
        var first = ids.Count;
        for (var end = best.Length - 1; end > 0; end = best[end].Start)
            if (best[end].Id != _unknown || ids.Count == first || ids[^1] != _unknown)
                ids.Add(best[end].Id);
        ids.Reverse(first, ids.Count - first);
    }

    private static int SequenceLength(byte lead) => lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}
