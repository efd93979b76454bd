using System.Text.Json;

namespace Inference.Schedulers;

/// <summary>A scheduler's configuration. What is absent has the default of the class that reads it.</summary>
internal sealed class SchedulerConfig(JsonElement root, string className)
{
    /// <summary>The class that reads it, which need not be the one that wrote it.</summary>
    public string ClassName => className;

    /// <summary>Opens <c>scheduler_config.json</c> (or <c>config.json</c>) in a folder.</summary>
    /// <exception cref="FileNotFoundException">Neither is there.</exception>
    public static JsonElement Read(string folder)
    {
        var path = new[] { "scheduler_config.json", "config.json" }.Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{folder}: holds no scheduler_config.json.");
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.Clone();
    }

    public double Number(string name, double otherwise) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : otherwise;

    public bool Flag(string name, bool otherwise = false) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : otherwise;

    public string Text(string name, string otherwise) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : otherwise;

    public double[]? Numbers(string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetDouble())] : null;

    /// <exception cref="NotSupportedException">One of these is switched on.</exception>
    public void Refuse(params ReadOnlySpan<string> features)
    {
        foreach (var feature in features)
            if (Flag(feature))
                throw NotBuilt(feature);
    }

    /// <summary>One of several words.</summary>
    /// <exception cref="NotSupportedException">It is another one.</exception>
    public string OneOf(string name, string otherwise, params string[] known) =>
        Text(name, otherwise) is var text && known.Contains(text)
            ? text
            : throw new NotSupportedException($"{className}: {name} is {text}; known are {string.Join(", ", known)}.");

    public NotSupportedException NotBuilt(string feature) => new($"{className} with {feature} is not built.");
}
