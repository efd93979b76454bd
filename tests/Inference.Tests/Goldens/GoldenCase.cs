using System.Text.Json;
using Inference.Checkpoints;

namespace Inference.Tests.Goldens;

/// <summary>One reference case: a folder with case.json, a config, weights, inputs and outputs.</summary>
internal sealed class GoldenCase
{
    private readonly Lazy<JsonElement> _case;

    public GoldenCase(string root, string name, string kind)
    {
        Kind = kind;
        Name = name;
        Folder = Path.GetFullPath(Path.Combine(root, name));
        _case = new Lazy<JsonElement>(() => Json("case.json") ?? throw new FileNotFoundException($"{Folder}: holds no case.json."));
    }

    /// <summary>Its path in the manifest, for instance <c>flux_transformer/dev</c>; nothing is decided by it.</summary>
    public string Name { get; }

    public string Folder { get; }

    /// <summary>case.json: arguments of the runs, tolerance, notes.</summary>
    public JsonElement Case => _case.Value;

    /// <summary>What is computed, for instance <c>flux_transformer</c>; a runner is chosen by it.</summary>
    public string Kind { get; }

    /// <summary>config.json, or null where the case has none (pipelines, tokenizers).</summary>
    public JsonElement? Config => Json("config.json");

    /// <summary>A pipeline's model folder: <c>model/</c> or the one that case.json names relative to the case.</summary>
    public string ModelFolder => Path.GetFullPath(Path.Combine(Folder, Case.TryGetProperty("model", out var model) ? model.GetString()! : "model"));

    /// <summary>The runs of case.json with their prefixes, for instance <c>run0.</c>.</summary>
    public IEnumerable<(string Prefix, JsonElement Arguments)> Runs =>
        Case.GetProperty("runs").EnumerateArray().Select(run => (run.GetProperty("prefix").GetString()!, run));

    /// <summary>Opens inputs.safetensors.</summary>
    public SafetensorsFile Inputs() => SafetensorsFile.Open(Path.Combine(Folder, "inputs.safetensors"));

    /// <summary>Opens outputs.safetensors.</summary>
    public SafetensorsFile Outputs() => SafetensorsFile.Open(Path.Combine(Folder, "outputs.safetensors"));

    /// <summary>The tensors of outputs.safetensors; none where the case has no such file (tokenizers).</summary>
    public IReadOnlyCollection<string> OutputNames()
    {
        if (!File.Exists(Path.Combine(Folder, "outputs.safetensors")))
            return [];
        using var outputs = Outputs();
        return [.. outputs.Tensors.Keys];
    }

    /// <summary>A JSON file of the case, or null when it has none of that name.</summary>
    public JsonElement? Json(string file) => Read(Path.Combine(Folder, file));

    /// <summary>A JSON file of the case's model, or null when it has none of that name.</summary>
    public JsonElement? ModelJson(string file) => Read(Path.Combine(ModelFolder, file));

    private static JsonElement? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        using var json = ReferenceJson.Parse(File.ReadAllText(path));
        return json.RootElement.Clone();
    }

    /// <summary>A limit that the case states, for instance <c>rel_rms</c>; null when it states none of that name.</summary>
    public double? Tolerance(string metric) =>
        Case.TryGetProperty("tolerance", out var tolerance) && tolerance.ValueKind == JsonValueKind.Object
        && tolerance.TryGetProperty(metric, out var limit) && limit.ValueKind == JsonValueKind.Number ? limit.GetDouble() : null;

    public override string ToString() => Name;
}
