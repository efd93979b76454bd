using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inference.Artifacts;

/// <summary>The last file of an attempt, and its commit point: what the others must be, and where they come from.</summary>
/// <param name="Key">Key of the program; equal to the folder's name.</param>
/// <param name="Stage">The stage of the model, for people who look at the store.</param>
/// <param name="Target">What it was compiled for.</param>
/// <param name="Created">When the attempt ended.</param>
/// <param name="CompileSeconds">How long the compilation took.</param>
/// <param name="Files">Length in bytes and SHA-256 (lower-case hexadecimal) of each other file.</param>
public sealed record ArtifactManifest(
    string Key, string Stage, ArtifactTarget Target, DateTimeOffset Created, double CompileSeconds,
    IReadOnlyDictionary<string, ArtifactFile> Files)
{
    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.ArtifactManifest);

    /// <summary>Reads a manifest; null when the bytes are not a whole one, as those of a writer that was killed.</summary>
    internal static ArtifactManifest? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.ArtifactManifest);
            return manifest is { Key: not null, Files: not null } ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A file that a manifest vouches for.</summary>
public sealed record ArtifactFile(long Length, string Sha256);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ArtifactManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
