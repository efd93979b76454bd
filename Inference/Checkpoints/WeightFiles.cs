using System.Text.Json;

namespace Inference.Checkpoints;

/// <summary>Which of a folder's files are the weights: asked of a folder that is opened, and of one that is yet to be fetched.</summary>
internal static class WeightFiles
{
    public const string IndexEnding = ".safetensors.index.json";

    private const string FileEnding = ".safetensors";

    /// <summary>Base names in the order in which they are looked for; a folder may hold other files beside the weights.</summary>
    private static readonly string[] BaseNames = ["model", "diffusion_pytorch_model", "weights"];

    /// <summary>The index, or the single file, among the names of a folder's files.</summary>
    /// <param name="folder">The folder, for messages.</param>
    /// <param name="names">Names of its files, without the folder.</param>
    /// <exception cref="CheckpointException">There is none, or no telling which.</exception>
    public static string Choose(string folder, IReadOnlyCollection<string> names)
    {
        foreach (var name in BaseNames.SelectMany(name => new[] { name + IndexEnding, name + FileEnding }))
            if (names.Contains(name))
                return name;
        foreach (var ending in new[] { IndexEnding, FileEnding })
        {
            var found = names.Where(name => name.EndsWith(ending, StringComparison.Ordinal)).ToArray();
            if (found.Length == 1)
                return found[0];
            if (found.Length > 1)
                throw new CheckpointException(folder, $"holds {string.Join(", ", found.Order())}: no telling which has the weights; name one model.safetensors or diffusion_pytorch_model.safetensors");
        }

        throw new CheckpointException(folder, "holds no *.safetensors and no *.safetensors.index.json");
    }

    /// <summary>The shard of each tensor.</summary>
    /// <exception cref="CheckpointException">The file is no index, or names a shard outside of its folder.</exception>
    public static Dictionary<string, string> ReadIndex(string index)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(index));
            var places = document.RootElement.GetProperty("weight_map").EnumerateObject()
                .ToDictionary(p => p.Name, p => p.Value.GetString() ?? "");
            // A shard is a file of this folder: an index must not reach outside of it.
            if (places.Values.FirstOrDefault(s => s.Length == 0 || s != Path.GetFileName(s)) is { } strange)
                throw new CheckpointException(index, $"names the shard '{strange}', which is not a file name");
            return places;
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new CheckpointException(index, $"is not an index: {bad.Message}", bad);
        }
    }
}
