using System.IO.MemoryMappedFiles;

namespace Inference.Checkpoints;

/// <summary>A safetensors file, mapped into memory: opening reads the header only, pages come in as they are touched.</summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private bool _disposed;

    private SafetensorsFile(string path, long length)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        try
        {
            _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += _view.PointerOffset;
        try
        {
            var header = SafetensorsHeader.Read(path, new ReadOnlySpan<byte>(start, (int)Math.Min(length, int.MaxValue)), length);
            var data = (nint)(start + header.DataStart);
            Tensors = header.Entries.ToDictionary(e => e.Name, e => new StoredTensor(path, e, data + (nint)e.Begin));
            Metadata = header.Metadata;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; } = new Dictionary<string, StoredTensor>();

    /// <summary>The header's free text, for instance <c>format: pt</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    /// <summary>Maps a file.</summary>
    /// <exception cref="CheckpointException">The file is missing, truncated, has a bad header, or tensors that overlap or leave gaps.</exception>
    public static SafetensorsFile Open(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
            throw new CheckpointException(path, "does not exist");
        if (info.Length == 0)
            throw new CheckpointException(path, "is truncated: it is empty");
        return new SafetensorsFile(path, info.Length);
    }

    /// <summary>Unmaps the file; no <see cref="StoredTensor.Data"/> of it may be used any more.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
