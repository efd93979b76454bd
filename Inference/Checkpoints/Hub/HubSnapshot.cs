namespace Inference.Checkpoints.Hub;

/// <summary>A checkpoint on this machine's disk.</summary>
/// <param name="Folder">Its files, by their paths in the repository.</param>
/// <param name="Commit">What the revision was.</param>
/// <param name="Files">Paths of those that loading reads, with slashes; the folder may hold others, of other tools.</param>
public sealed record HubSnapshot(string Folder, string Commit, IReadOnlyList<string> Files)
{
    /// <summary>What a cache has of a commit; null unless it is all that loading reads.</summary>
    internal static HubSnapshot? Find(string folder, string commit)
    {
        if (!Directory.Exists(folder))
            return null;
        var names = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(HubCache.IsThere)
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/')).ToHashSet(StringComparer.Ordinal);
        try
        {
            var index = names.Contains(NeededFiles.ModelIndex) ? Path.Combine(folder, NeededFiles.ModelIndex) : null;
            var files = index is null ? new List<string>() : [NeededFiles.ModelIndex];
            foreach (var component in NeededFiles.Components(index))
            {
                // Small files come first in a fetch: where weights are, they are too.
                var small = NeededFiles.Configuration(component, names).ToArray();
                if (small.Length == 0)
                    return null;
                files.AddRange(small);
                if (NeededFiles.Weights(component, names) is not { } weights)
                    continue;
                files.Add(weights);
                if (weights.EndsWith(WeightFiles.IndexEnding, StringComparison.Ordinal))
                    files.AddRange(NeededFiles.Shards(weights, Path.Combine(folder, weights)));
            }

            return files.All(names.Contains) ? new HubSnapshot(folder, commit, files) : null;
        }
        catch (CheckpointException)
        {
            return null;
        }
    }
}
