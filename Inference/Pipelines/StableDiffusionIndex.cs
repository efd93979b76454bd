using System.Text.Json;

namespace Inference.Pipelines;

/// <summary>A Stable Diffusion model's <c>model_index.json</c>.</summary>
internal sealed record StableDiffusionIndex
{
    private static readonly string[] Classes =
    [
        "StableDiffusionPipeline", "StableDiffusionImg2ImgPipeline", "StableDiffusionInpaintPipeline",
        "StableDiffusionXLPipeline", "StableDiffusionXLImg2ImgPipeline", "StableDiffusionXLInpaintPipeline",
    ];

    private readonly JsonElement _root;

    private StableDiffusionIndex(JsonElement root) => _root = root;

    /// <summary>Whether a null negative prompt means no text at all; otherwise it means the empty one.</summary>
    public bool ForcesZeros => Flag("force_zeros_for_empty_prompt", otherwise: IsXl);

    /// <summary>Whether the sizes that the model is told end in an aesthetic score (the refiner).</summary>
    public bool RequiresAestheticScore => Flag("requires_aesthetics_score", otherwise: false);

    /// <summary>Whether it is SDXL.</summary>
    public bool IsXl => Name.Contains("XL", StringComparison.Ordinal);

    private string Name => _root.GetProperty("_class_name").GetString() ?? "";

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is absent or damaged.</exception>
    /// <exception cref="NotSupportedException">It is that of another pipeline.</exception>
    public static StableDiffusionIndex Load(string folder)
    {
        var path = Path.Combine(folder, "model_index.json");
        if (!File.Exists(path))
            throw new InvalidDataException($"{path} does not exist: a model's folder holds model_index.json and a folder per component.");
        StableDiffusionIndex index;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            index = new StableDiffusionIndex(json.RootElement.Clone());
            _ = index.Name;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{path} is no model index: {bad.Message}", bad);
        }
        return Classes.Contains(index.Name)
            ? index
            : throw new NotSupportedException($"The pipeline {index.Name} is not built; built are {string.Join(", ", Classes)}.");
    }

    /// <summary>Whether the model has a component; files name those that it lacks with nulls.</summary>
    public bool Has(string component) => _root.TryGetProperty(component, out var parts)
        && parts.ValueKind == JsonValueKind.Array && parts.EnumerateArray().All(part => part.ValueKind == JsonValueKind.String);

    private bool Flag(string name, bool otherwise) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : otherwise;
}
