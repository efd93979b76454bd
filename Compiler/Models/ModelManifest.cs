using System.Text.Json;
using System.Text.Json.Serialization;
using Inference.Artifacts;

namespace Compiler.Models;

/// <summary>The last file of a copied model: what its other files must be.</summary>
/// <param name="Files">Length and SHA-256 of each file by its path from the folder, with slashes.</param>
internal sealed record ModelManifest(SortedDictionary<string, ArtifactFile> Files)
{
    public const string FileName = "copy-manifest.json";

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ModelManifestJson.Default.ModelManifest);

    /// <summary>Reads a folder's manifest; null when it has none, or one that was cut short.</summary>
    public static ModelManifest? Read(string folder)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, FileName)), ModelManifestJson.Default.ModelManifest);
            return manifest is { Files: not null } ? manifest : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public bool Equals(ModelManifest? other) => other is not null && Files.SequenceEqual(other.Files);

    public override int GetHashCode() => Files.Count;
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelManifest))]
internal sealed partial class ModelManifestJson : JsonSerializerContext;
