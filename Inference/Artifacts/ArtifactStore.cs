using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Inference.Artifacts;

/// <summary>
/// Compiled programs in a folder that may be an S3 bucket mounted by Mountpoint: a file is created, written from
/// beginning to end and closed; nothing is renamed, appended, overwritten, locked or deleted. Every attempt has a
/// folder of its own, and counts once its manifest is there and right.
/// </summary>
/// <param name="root">The folder; it is created when something is written.</param>
/// <param name="time">Names attempts; the system's time when null.</param>
/// <exception cref="InvalidOperationException">The root is an address and not a folder.</exception>
public sealed class ArtifactStore(string root, TimeProvider? time = null)
{
    internal const string ProgramFile = "program.mlir", ExecutableFile = "executable.bin", ManifestFile = "manifest.json";

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>The folder.</summary>
    public string Root { get; } = FolderAt(root);

    /// <summary>The serialised executables of all valid attempts, oldest first; what is incomplete or altered is passed over.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public IEnumerable<byte[]> Read(ArtifactAddress address)
    {
        var folder = FolderOf(address);
        if (!Directory.Exists(folder))
            yield break;
        foreach (var attempt in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
            if (ReadAttempt(attempt, address.Key) is { } executable)
                yield return executable;
    }

    /// <summary>
    /// Whether some attempt is whole: its manifest is there, and the files that it vouches for, in their lengths. Reads no more than
    /// that; whether the bytes are right, <see cref="Read"/> sees.
    /// </summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public bool Contains(ArtifactAddress address)
    {
        var folder = FolderOf(address);
        return Directory.Exists(folder) && Directory.GetDirectories(folder).Any(attempt =>
            ManifestOf(attempt, address.Key) is { } manifest
            && manifest.Files.All(file => new FileInfo(Path.Combine(attempt, file.Key)) is { Exists: true } found && found.Length == file.Value.Length));
    }

    /// <summary>Writes an attempt, its manifest last.</summary>
    /// <param name="address">Where.</param>
    /// <param name="stage">The stage's name, for the manifest.</param>
    /// <param name="target">What it was compiled for.</param>
    /// <param name="program">StableHLO text.</param>
    /// <param name="executable">What the plugin serialised.</param>
    /// <param name="duration">How long the compilation took.</param>
    /// <exception cref="IOException">The store cannot be written; what was written blocks nobody.</exception>
    public void Write(
        ArtifactAddress address, string stage, ArtifactTarget target, string program, ReadOnlySpan<byte> executable, TimeSpan duration)
    {
        var now = _time.GetUtcNow();
        var name = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd'T'HHmmssfff}-{Guid.NewGuid():n}");
        var attempt = Directory.CreateDirectory(Path.Combine(FolderOf(address), name)).FullName;
        var files = new Dictionary<string, ArtifactFile>
        {
            [ProgramFile] = WriteNew(attempt, ProgramFile, Encoding.UTF8.GetBytes(program)),
            [ExecutableFile] = WriteNew(attempt, ExecutableFile, executable),
        };
        var manifest = new ArtifactManifest(address.Key.Value, stage, target, now, duration.TotalSeconds, files);
        WriteNew(attempt, ManifestFile, manifest.ToJson());
    }

    internal string FolderOf(ArtifactAddress address) =>
        Path.Combine(Root, address.Model, address.Accelerator, address.Component, address.Key.Value);

    private static string FolderAt(string root) => root.IndexOf("://", StringComparison.Ordinal) > 0
        ? throw new InvalidOperationException(
            $"Artifacts:Path is '{root}'; it takes a folder. Mount a bucket with Mountpoint for Amazon S3 and name the folder it is mounted at.")
        : Path.GetFullPath(root);

    private static ArtifactFile WriteNew(string folder, string name, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        file.Write(content);
        file.Flush(flushToDisk: true);
        return Describe(content);
    }

    private static byte[]? ReadAttempt(string folder, ArtifactKey key)
    {
        if (ManifestOf(folder, key) is not { } manifest)
            return null;
        byte[]? executable = null;
        foreach (var (name, expected) in manifest.Files)
        {
            if (ReadIfThere(folder, name) is not { } content || Describe(content) != expected)
                return null;
            if (name == ExecutableFile)
                executable = content;
        }

        return executable;
    }

    private static ArtifactManifest? ManifestOf(string folder, ArtifactKey key) =>
        ReadIfThere(folder, ManifestFile) is { } json && ArtifactManifest.Parse(json) is { } manifest
        && manifest.Key == key.Value && manifest.Files.ContainsKey(ProgramFile) && manifest.Files.ContainsKey(ExecutableFile)
            ? manifest
            : null;

    private static byte[]? ReadIfThere(string folder, string name)
    {
        // A manifest names files of its own folder and nothing else.
        if (name != Path.GetFileName(name))
            return null;
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        catch (Exception exception) when (exception is FileNotFoundException or UnauthorizedAccessException)
        {
            // Mountpoint does not permit to read what somebody on this node still writes.
            return null;
        }
    }

    private static ArtifactFile Describe(ReadOnlySpan<byte> content) =>
        new(content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
}
