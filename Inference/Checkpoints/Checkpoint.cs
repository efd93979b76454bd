namespace Inference.Checkpoints;

/// <summary>The weights of one component: a single safetensors file, or the shards an index names.</summary>
public sealed class Checkpoint : IDisposable
{
    private readonly List<SafetensorsFile> _files = [];
    private readonly Dictionary<string, StoredTensor> _tensors = [];

    private Checkpoint(string folder) => Folder = folder;

    /// <summary>The folder it was opened from.</summary>
    public string Folder { get; }

    /// <summary>All tensor names.</summary>
    public IReadOnlyCollection<string> Names => _tensors.Keys;

    /// <summary>Bytes of all tensors.</summary>
    public long ByteLength => _tensors.Values.Sum(t => t.ByteLength);

    /// <summary>A tensor by name.</summary>
    /// <exception cref="CheckpointException">There is none of that name.</exception>
    public StoredTensor this[string name] => TryGet(name, out var tensor)
        ? tensor
        : throw new CheckpointException(Folder, $"has no tensor {name}{Nearest(name)}");

    /// <summary>A tensor by name, if there is one.</summary>
    public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out StoredTensor? tensor) =>
        _tensors.TryGetValue(name, out tensor);

    /// <summary>
    /// Opens the weights in a folder: the only <c>*.safetensors.index.json</c> or <c>*.safetensors</c> there, or, when there
    /// are several, the one named model, diffusion_pytorch_model or weights (in that order, an index before a single file).
    /// </summary>
    /// <exception cref="CheckpointException">There is none, or no telling which, or one is damaged.</exception>
    public static Checkpoint Open(string folder)
    {
        var checkpoint = new Checkpoint(folder);
        try
        {
            var path = Find(folder);
            if (path.EndsWith(WeightFiles.IndexEnding, StringComparison.Ordinal))
                checkpoint.AddShards(path);
            else
                checkpoint.Add(path);
            return checkpoint;
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    private static string Find(string folder)
    {
        if (!Directory.Exists(folder))
            throw new CheckpointException(folder, "does not exist");
        return Path.Combine(folder, WeightFiles.Choose(folder, [.. Directory.EnumerateFiles(folder).Select(Path.GetFileName).OfType<string>()]));
    }

    private void Add(string path)
    {
        var file = SafetensorsFile.Open(path);
        _files.Add(file);
        foreach (var (name, tensor) in file.Tensors)
            if (!_tensors.TryAdd(name, tensor))
                throw new CheckpointException(path, $"holds {name}, which {_tensors[name].File} holds as well");
    }

    private void AddShards(string index)
    {
        var places = WeightFiles.ReadIndex(index);
        foreach (var shard in places.Values.Distinct().Order(StringComparer.Ordinal))
            Add(Path.Combine(Folder, shard));
        foreach (var (name, shard) in places)
            if (!_tensors.TryGetValue(name, out var tensor) || Path.GetFileName(tensor.File) != shard)
                throw new CheckpointException(index, $"says that {name} is in {shard}, which does not hold it");
    }

    private string Nearest(string name)
    {
        var last = name[(name.LastIndexOf('.', Math.Max(0, name.LastIndexOf('.') - 1)) + 1)..];
        var near = _tensors.Keys.Where(k => k.EndsWith(last, StringComparison.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault();
        return near is null ? "" : $" (it has, for instance, {near})";
    }

    /// <summary>Unmaps all files.</summary>
    public void Dispose()
    {
        foreach (var file in _files)
            file.Dispose();
        _files.Clear();
    }
}
