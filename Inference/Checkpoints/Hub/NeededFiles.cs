using System.Text.Json;

namespace Inference.Checkpoints.Hub;

/// <summary>
/// Which files of a repository loading reads. A published repository holds the same weights several times, in other precisions
/// and other frameworks' forms, and parts that nothing here computes.
/// </summary>
internal static class NeededFiles
{
    public const string ModelIndex = "model_index.json";

    private static readonly string[] Weighty = ["text_encoder", "transformer", "unet", "vae"];

    private static readonly string[] OfTokenizer = ["tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.json", "merges.txt"];

    private static readonly string[] OfScheduler = ["scheduler_config.json", "config.json"];

    private static readonly string[] OfWeights = ["config.json", "generation_config.json"];

    /// <summary>
    /// Folders of the components that are loaded, as <c>model_index.json</c> has them; the root alone where there is none, as with a text model.
    /// </summary>
    /// <param name="modelIndex">The file; null: there is none.</param>
    /// <exception cref="CheckpointException">It is not what its name says.</exception>
    public static IReadOnlyList<string> Components(string? modelIndex)
    {
        if (modelIndex is null)
            return [""];
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(modelIndex));
            // A component that a model goes without is a pair of nulls; everything else is a setting of the pipeline.
            return [.. json.RootElement.EnumerateObject()
                .Where(member => IsLoaded(member.Name) && member.Value is { ValueKind: JsonValueKind.Array } pair && pair.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String))
                .Select(member => member.Name)];
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            throw new CheckpointException(modelIndex, $"is not a pipeline's index: {bad.Message}", bad);
        }
    }

    /// <summary>The small files of a component; <paramref name="names"/> are those of the repository.</summary>
    public static IEnumerable<string> Configuration(string component, IReadOnlySet<string> names)
    {
        IEnumerable<string> wanted = component.Length == 0 ? OfWeights.Concat(OfTokenizer)
            : IsOf(component, "tokenizer") ? OfTokenizer
            : component == "scheduler" ? OfScheduler
            : OfWeights;
        return wanted.Select(name => In(component, name)).Where(names.Contains);
    }

    /// <summary>The index or the single file of a component's weights; null for a component that has none.</summary>
    /// <exception cref="CheckpointException">It should have, and has not.</exception>
    public static string? Weights(string component, IReadOnlySet<string> names)
    {
        if (component.Length > 0 && !Weighty.Any(name => IsOf(component, name)))
            return null;
        var prefix = In(component, "");
        var here = names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.IndexOf('/', prefix.Length) < 0).Select(name => name[prefix.Length..]);
        return In(component, WeightFiles.Choose(component.Length == 0 ? "the repository" : component, [.. here]));
    }

    /// <summary>The files that an index of weights names, beside it.</summary>
    public static IEnumerable<string> Shards(string index, string file) =>
        WeightFiles.ReadIndex(file).Values.Distinct().Order(StringComparer.Ordinal).Select(shard => In(index.Contains('/') ? index[..index.LastIndexOf('/')] : "", shard));

    private static bool IsLoaded(string name) => name == "scheduler" || IsOf(name, "tokenizer") || Weighty.Any(kind => IsOf(name, kind));

    /// <summary><c>text_encoder</c>, and <c>text_encoder_2</c>.</summary>
    private static bool IsOf(string component, string kind) =>
        component == kind || (component.StartsWith(kind + "_", StringComparison.Ordinal) && component[(kind.Length + 1)..].All(char.IsAsciiDigit));

    private static string In(string component, string name) => component.Length == 0 ? name : $"{component}/{name}";
}
