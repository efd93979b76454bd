using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Inference.Tokenizers;

/// <summary>
/// SentencePiece's normalisation table: a double-array trie over UTF-8 whose leaves point at replacement strings. Applied as
/// the reference's fast tokenizer does: to a whole grapheme cluster when it is shorter than six bytes and any prefix of it is
/// in the table (the shortest prefix counts), otherwise code point by code point.
/// </summary>
internal sealed class PrecompiledCharsmap
{
    private const int LongestCluster = 5;
    private readonly uint[] _trie;
    private readonly byte[] _replacements;

    /// <param name="blob">Four bytes of trie size, the trie, then zero-terminated replacements.</param>
    public PrecompiledCharsmap(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(blob) is var size && (size % 4 != 0 || size == 0 || size > blob.Length - 4))
            throw new FormatException("the precompiled charsmap is cut short");
        _trie = new uint[size / 4];
        for (var i = 0; i < _trie.Length; i++)
            _trie[i] = BinaryPrimitives.ReadUInt32LittleEndian(blob[(4 + 4 * i)..]);
        _replacements = blob[(4 + (int)size)..].ToArray();
    }

    public string Normalize(string text)
    {
        var result = new StringBuilder(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var cluster = rest[..StringInfo.GetNextTextElementLength(rest)];
            rest = rest[cluster.Length..];
            if (Encoding.UTF8.GetByteCount(cluster) <= LongestCluster && TryReplace(Encoding.UTF8.GetBytes(cluster.ToString()), out var whole))
            {
                result.Append(whole);
                continue;
            }
            foreach (var rune in cluster.EnumerateRunes())
                result.Append(TryReplace(utf8[..rune.EncodeToUtf8(utf8)], out var part) ? part : rune.ToString());
        }
        return result.ToString();
    }

    private bool TryReplace(ReadOnlySpan<byte> key, out string replacement)
    {
        replacement = "";
        var node = Offset(_trie[0]);
        foreach (var b in key)
        {
            node ^= b;
            // The table comes from a file: an index outside of it means "no such key".
            if (b == 0 || node >= _trie.Length || (_trie[node] & 0x800000FF) != b)
                return false;
            var unit = _trie[node];
            node ^= Offset(unit);
            if ((unit & 0x100) == 0 || node >= _trie.Length)
                continue;
            var start = (int)(_trie[node] & 0x7FFFFFFF);
            if (start > _replacements.Length)
                return false;
            var end = Array.IndexOf(_replacements, (byte)0, start);
            replacement = Encoding.UTF8.GetString(_replacements, start, (end < 0 ? _replacements.Length : end) - start);
            return true;
        }
        return false;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);
}
