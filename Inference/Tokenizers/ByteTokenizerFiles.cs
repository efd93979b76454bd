using System.Text.Json;

namespace Inference.Tokenizers;

/// <summary>
/// The least that is a CLIP tokenizer: a token for each byte and for each byte that ends a word, and no merges. It reads every text;
/// models of random weights know no words anyway.
/// </summary>
public static class ByteTokenizerFiles
{
    /// <summary>Tokens: all bytes twice, start and end. The end has the highest id, which is where published models read the pooled text.</summary>
    public const int VocabularySize = 2 * 256 + 2;

    /// <summary>Writes the tokenizer's files.</summary>
    /// <param name="folder">Where to; it is made when it is not there.</param>
    /// <param name="positions">The longest input of the model, in tokens.</param>
    public static void Write(string folder, int positions)
    {
        const string Start = "<|startoftext|>", End = "<|endoftext|>";
        Directory.CreateDirectory(folder);
        string[] bytes = [.. ByteAlphabet.Characters.Select(character => character.ToString())];
        string[] tokens = [.. bytes, .. bytes.Select(character => $"{character}</w>"), Start, End];
        Write(folder, "vocab.json", tokens.Index().ToDictionary(token => token.Item, token => token.Index));
        File.WriteAllText(Path.Combine(folder, "merges.txt"), "#version: 0.2\n");
        var special = new Dictionary<string, object> { ["bos_token"] = Start, ["eos_token"] = End, ["pad_token"] = End, ["unk_token"] = End };
        Write(folder, "special_tokens_map.json", special);
        Write(folder, "tokenizer_config.json", new Dictionary<string, object>(special)
        {
            ["do_lower_case"] = true,
            ["model_max_length"] = positions,
            ["tokenizer_class"] = "CLIPTokenizer",
        });
    }

    private static void Write<T>(string folder, string name, T value) => File.WriteAllBytes(Path.Combine(folder, name), JsonSerializer.SerializeToUtf8Bytes(value));
}
