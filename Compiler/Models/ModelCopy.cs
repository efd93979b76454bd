using System.Security.Cryptography;
using Inference.Artifacts;

namespace Compiler.Models;

/// <summary>What a copy came to: files that were written, and those that the store had.</summary>
internal sealed record CopyOutcome(int Copied, int Kept);

/// <summary>
/// Copies a model's folder into the store, which may be a bucket mounted by Mountpoint: new files, each from beginning to end,
/// and a manifest last. What is there already, and right, is left; what a copy that was cut short left behind is made anew.
/// A model that is there whole is never changed, for workers read it: another version needs a path of its own.
/// </summary>
internal sealed class ModelCopy(TimeProvider time)
{
    /// <summary>Jobs for other sizes may copy the same model; on one node, the driver refuses a file that another writes, as not permitted.</summary>
    internal const int Attempts = 5;

    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <param name="source">The folder to copy.</param>
    /// <param name="target">Where it belongs in the store.</param>
    /// <param name="cancellation">Ends the copying; the next run goes on from there.</param>
    /// <exception cref="InvalidOperationException">The store has another version of the model.</exception>
    /// <exception cref="IOException">The store cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, as Mountpoint says it.</exception>
    public Task<CopyOutcome> RunAsync(string source, string target, CancellationToken cancellation) => RunAsync(source, target,
        Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(source, path).Replace(Path.DirectorySeparatorChar, '/')), cancellation);

    /// <summary>Copies some of a folder's files, by their paths in it, with slashes; a link is copied as the file that it leads to.</summary>
    /// <inheritdoc cref="RunAsync(string, string, CancellationToken)" />
    public async Task<CopyOutcome> RunAsync(string source, string target, IEnumerable<string> names, CancellationToken cancellation)
    {
        var wanted = await DescribeAsync(source, names, cancellation).ConfigureAwait(false);
        var copied = new HashSet<string>();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CopyAsync(source, target, wanted, copied, cancellation).ConfigureAwait(false);
                return new CopyOutcome(copied.Count, wanted.Files.Count - copied.Count);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && attempt < Attempts)
            {
                await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static async Task CopyAsync(string source, string target, ModelManifest wanted, HashSet<string> copied, CancellationToken cancellation)
    {
        var there = ModelManifest.Read(target);
        if (there is not null && !there.Equals(wanted))
        {
            throw new InvalidOperationException(
                $"{target} holds another version of this model, which workers may be reading. Give the new version a path of its own in the fleet file, such as '{Path.GetFileName(target)}-2'.");
        }

        foreach (var (name, file) in wanted.Files)
        {
            var copy = Path.Combine(target, name);
            if (await DescribeFileAsync(copy, cancellation).ConfigureAwait(false) == file)
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Delete(copy);
            await WriteAsync(Path.Combine(source, name), copy, cancellation).ConfigureAwait(false);
            copied.Add(name);
        }

        if (there is null)
            await WriteManifestAsync(target, wanted, cancellation).ConfigureAwait(false);
    }

    private static async Task WriteAsync(string from, string to, CancellationToken cancellation)
    {
        await using var input = File.OpenRead(from);
        await using var output = new FileStream(to, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        await input.CopyToAsync(output, cancellation).ConfigureAwait(false);
        output.Flush(flushToDisk: true);
    }

    private static async Task WriteManifestAsync(string folder, ModelManifest manifest, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, ModelManifest.FileName);
        File.Delete(path);
        await using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        await output.WriteAsync(manifest.ToJson(), cancellation).ConfigureAwait(false);
        output.Flush(flushToDisk: true);
    }

    private static async Task<ModelManifest> DescribeAsync(string folder, IEnumerable<string> names, CancellationToken cancellation)
    {
        var files = new SortedDictionary<string, ArtifactFile>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (name != ModelManifest.FileName && await DescribeFileAsync(Path.Combine(folder, name), cancellation).ConfigureAwait(false) is { } file)
                files[name] = file;
        }

        return new ModelManifest(files);
    }

    private static async Task<ArtifactFile?> DescribeFileAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            return null;
        await using var input = File.OpenRead(path);
        var hash = await SHA256.HashDataAsync(input, cancellation).ConfigureAwait(false);
        return new ArtifactFile(input.Length, Convert.ToHexStringLower(hash));
    }
}
