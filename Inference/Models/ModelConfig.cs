using System.Text.Json;

namespace Inference.Models;

/// <summary>
/// A component's config.json. Files written by older versions lack keys that newer ones have: every read names the default of
/// the published class.
/// </summary>
internal sealed class ModelConfig
{
    private readonly JsonElement _root;
    private readonly string _source;

    private ModelConfig(JsonElement root, string source) => (_root, _source) = (root, source);

    /// <summary>Reads <c>config.json</c> in a component's folder.</summary>
    /// <exception cref="InvalidDataException">It is absent or no JSON object.</exception>
    public static ModelConfig Load(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        if (!File.Exists(path))
            throw new InvalidDataException($"{path} does not exist: a component's folder holds config.json and its weights.");
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (JsonException bad)
        {
            throw new InvalidDataException($"{path} is not JSON: {bad.Message}", bad);
        }
    }

    internal static ModelConfig Parse(string json, string source = "config")
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? new ModelConfig(document.RootElement.Clone(), source)
            : throw new InvalidDataException($"{source} is no JSON object.");
    }

    /// <summary>Whether the key is there and not null.</summary>
    public bool Has(string key) => _root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null;

    public int Int(string key, int fallback) => Read(key, fallback, v => v.GetInt32());

    public double Double(string key, double fallback) => Read(key, fallback, v => v.GetDouble());

    public bool Bool(string key, bool fallback) => Read(key, fallback, v => v.GetBoolean());

    public string String(string key, string fallback) => Read(key, fallback, v => v.GetString()!);

    public int[] Ints(string key, int[] fallback) => Read(key, fallback, v => v.EnumerateArray().Select(e => e.GetInt32()).ToArray());

    /// <summary>A number for each of <paramref name="count"/> parts, or one for all.</summary>
    /// <exception cref="InvalidDataException">There are more or fewer.</exception>
    public int[] EachInt(string key, int count, int fallback)
    {
        var values = Read(key, [fallback], v => v.ValueKind == JsonValueKind.Number ? [v.GetInt32()] : v.EnumerateArray().Select(e => e.GetInt32()).ToArray());
        return values.Length == count ? values
            : values.Length == 1 ? [.. Enumerable.Repeat(values[0], count)]
            : throw new InvalidDataException($"{_source}: {key} has {values.Length} numbers; expected is one or {count}.");
    }

    public string[] Strings(string key, string[] fallback) => Read(key, fallback, v => v.EnumerateArray().Select(e => e.GetString()!).ToArray());

    private T Read<T>(string key, T fallback, Func<JsonElement, T> convert)
    {
        if (!Has(key))
            return fallback;
        try
        {
            return convert(_root.GetProperty(key));
        }
        catch (Exception bad) when (bad is InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{_source}: {key} is {_root.GetProperty(key)}, expected is something like {JsonSerializer.Serialize(fallback)}.", bad);
        }
    }
}
