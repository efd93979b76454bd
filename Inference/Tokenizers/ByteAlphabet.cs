namespace Inference.Tokenizers;

/// <summary>
/// The printable character that byte-level BPE vocabularies write for each byte: printable Latin-1 stands for itself, the other
/// 68 bytes take the code points from U+0100 on (GPT-2's scheme).
/// </summary>
internal static class ByteAlphabet
{
    public static readonly char[] Characters = Build();

    private static char[] Build()
    {
        var characters = new char[256];
        var next = 256;
        for (var b = 0; b < 256; b++)
            characters[b] = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)b : (char)next++;
        return characters;
    }
}
