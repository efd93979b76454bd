using System.Security.Cryptography;
using System.Text.Json;
using Inference.Tokenizers;

namespace Inference.Tests.Goldens.Runners;

/// <summary>Tokenizers: ids of texts, padded and cut texts, special tokens; exact.</summary>
internal sealed class TokenizerRunner : IGoldenRunner
{
    public IReadOnlyList<string> Kinds => ["tokenizer"];

    public bool UsesDevices => false;

    public string? SkipReason(GoldenCase golden)
    {
        var names = Hashes(golden)?.Select(f => f.Name).ToHashSet() ?? Directory.GetFiles(Tiny(golden)).Select(f => Path.GetFileName(f)!).ToHashSet();
        if (names.Contains("vocab.json") && names.Contains("merges.txt"))
            return null;
        if (!names.Contains("tokenizer.json"))
            return $"A tokenizer of the files {string.Join(", ", names.Order())} is not built yet.";
        if (Vocabulary(golden) is not { } folder)
            return null;
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "tokenizer.json")));
        var model = json.RootElement.GetProperty("model");
        if (!model.TryGetProperty("type", out var type) || type.GetString() != "Unigram")
            return $"A tokenizer.json with a {(type.ValueKind == JsonValueKind.String ? type.GetString() : "nameless")} model is not built yet.";
        try
        {
            T5Tokenizer.Load(folder);
            return null;
        }
        catch (TokenizerException refused) when (refused.InnerException is NotSupportedException)
        {
            return refused.Message;
        }
    }

    public Task RunAsync(GoldenCase golden, int tensorParallel, GoldenPlugin plugin, GoldenReport report, CancellationToken cancellation)
    {
        var folder = Vocabulary(golden);
        Assert.SkipWhen(folder is null, $"The vocabulary of {golden.Name} is neither in the case nor under a vocab folder.");
        if (File.Exists(Path.Combine(folder, "merges.txt")))
            Clip(golden, ClipTokenizer.Load(folder), report);
        else
            T5(golden, T5Tokenizer.Load(folder), report);
        return Task.CompletedTask;
    }

    private static void Clip(GoldenCase golden, ClipTokenizer tokenizer, GoldenReport report)
    {
        Pairs(golden, "pairs.json", report, tokenizer.Encode);
        var (end, exclamation) = (tokenizer.WithPad("<|endoftext|>"), tokenizer.WithPad("!"));
        foreach (var entry in Entries(golden, "padded77.json"))
        {
            var text = entry.GetProperty("text").GetString()!;
            Same(report, "padded77", text, entry.GetProperty("ids_77_pad_endoftext"), end.Encode(text, 77));
            Same(report, "padded77", text, entry.GetProperty("ids_77_pad_exclamation"), exclamation.Encode(text, 77));
        }
    }

    private static void T5(GoldenCase golden, T5Tokenizer tokenizer, GoldenReport report)
    {
        Pairs(golden, "pairs.json", report, tokenizer.Encode);
        Pairs(golden, "special_tokens.json", report, tokenizer.Encode);
        foreach (var entry in Entries(golden, "padded.json"))
        {
            var text = entry.GetProperty("text").GetString()!;
            var length = entry.GetProperty("max_length").GetInt32();
            Same(report, "padded", text, entry.GetProperty("ids"), tokenizer.Encode(text, length));
            var used = Math.Min(length, tokenizer.Encode(text).Length);
            Same(report, "attention_mask", text, entry.GetProperty("attention_mask"), [.. Enumerable.Range(0, length).Select(i => i < used ? 1 : 0)]);
        }
    }

    private static void Pairs(GoldenCase golden, string file, GoldenReport report, Func<string, int[]> encode)
    {
        foreach (var pair in Entries(golden, file))
        {
            var text = pair.GetProperty("text").GetString()!;
            // Where independent implementations differ, differing from the reference is counted but is no failure.
            if (!pair.TryGetProperty("agree", out var agree) || agree.GetBoolean())
                Same(report, file, text, pair.GetProperty("ids"), encode(text));
            else
                report.Add(file, "wrong_disputed_texts", pair.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32()).SequenceEqual(encode(text)) ? 0 : 1, double.PositiveInfinity);
        }
    }

    private static void Same(GoldenReport report, string file, string text, JsonElement expected, int[] actual)
    {
        var ids = expected.EnumerateArray().Select(id => id.GetInt32()).ToArray();
        var wrong = ids.SequenceEqual(actual) ? 0 : 1;
        report.Add(file, "wrong_texts", wrong, 0);
        if (wrong == 1)
            report.Fail($"{file}: {JsonSerializer.Serialize(text[..Math.Min(60, text.Length)])} gave [{string.Join(' ', actual.Take(40))}], expected [{string.Join(' ', ids.Take(40))}]");
    }

    private static IEnumerable<JsonElement> Entries(GoldenCase golden, string file) => golden.Json(file)?.EnumerateArray() ?? Enumerable.Empty<JsonElement>();

    private static string Tiny(GoldenCase golden) => Path.Combine(golden.Folder, "tokenizer");

    private static (string Name, string Hash)[]? Hashes(GoldenCase golden) => golden.Case.TryGetProperty("vocabulary_files_sha256", out var files)
        ? [.. files.EnumerateObject().Select(f => (f.Name, f.Value.GetString()!))]
        : null;

    /// <summary>The case's own vocabulary, or the folder whose files have the hashes that the case states.</summary>
    private static string? Vocabulary(GoldenCase golden) => Directory.Exists(Tiny(golden))
        ? Tiny(golden)
        : GoldenFolder.Vocabularies().FirstOrDefault(folder => Hashes(golden)?.All(f => Matches(Path.Combine(folder, f.Name), f.Hash)) == true);

    private static bool Matches(string file, string hash)
    {
        if (!File.Exists(file))
            return false;
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == hash;
    }
}
