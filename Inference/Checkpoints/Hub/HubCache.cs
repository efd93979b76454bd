namespace Inference.Checkpoints.Hub;

/// <summary>
/// A repository in a folder laid out as the Hub's own cache, so that what other tools fetched is found and they find what is
/// fetched here: <c>blobs/hash</c>, <c>snapshots/commit/path</c> as links to them, <c>refs/branch</c> with a commit.
/// </summary>
internal sealed class HubCache(string root, HubAddress address)
{
    private readonly string _name = $"models--{address.Owner}--{address.Name}";

    public string Folder => Path.Combine(root, _name);

    public string Snapshot(string commit) => Path.Combine(Folder, "snapshots", commit);

    public string Blob(string hash) => Path.Combine(Folder, "blobs", hash);

    /// <summary>A blob of which not all bytes have come.</summary>
    public string Part(string hash) => Blob(hash) + ".incomplete";

    /// <summary>How much of a blob is here.</summary>
    public long BytesOf(string hash) => new[] { Blob(hash), Part(hash) }.Select(path => new FileInfo(path)).FirstOrDefault(file => file.Exists)?.Length ?? 0;

    /// <summary>Held while a blob is written, by whichever tool writes it; the operating system releases it.</summary>
    public string Lock(string hash) => Path.Combine(root, ".locks", _name, hash + ".lock");

    /// <summary>The commit that a revision is known to be; null when unknown.</summary>
    public string? Commit()
    {
        var file = Ref();
        return address.IsCommit ? address.Revision : File.Exists(file) && File.ReadAllText(file).Trim() is { Length: 40 } commit ? commit : null;
    }

    public void Remember(string commit)
    {
        if (address.IsCommit)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Ref())!);
        File.WriteAllText(Ref(), commit);
    }

    /// <summary>Gives a blob its name in a snapshot.</summary>
    public void Link(string commit, HubFile file)
    {
        var link = Path.Combine(Snapshot(commit), file.Path);
        if (IsThere(link))
            return;
        var folder = Path.GetDirectoryName(link)!;
        Directory.CreateDirectory(folder);
        File.Delete(link);
        // Relative, as the cache may be mounted elsewhere tomorrow.
        File.CreateSymbolicLink(link, Path.GetRelativePath(folder, Blob(file.Blob)));
    }

    /// <summary>Whether a name leads to bytes: a link to a blob that somebody removed is there, though no file is.</summary>
    public static bool IsThere(string path) =>
        new FileInfo(path) is { Exists: true } file && (file.LinkTarget is null || file.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true });

    private string Ref() => Path.Combine(Folder, "refs", address.Revision);
}
