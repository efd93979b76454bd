using System.Collections.Concurrent;

namespace Frontend.Pictures;

/// <summary>The bytes of the pictures that open sessions show. An id is unguessable, and so is as good as a permission.</summary>
internal sealed class PictureStore
{
    private readonly ConcurrentDictionary<Guid, StoredPicture> _pictures = new();

    public void Put(Guid id, StoredPicture picture) => _pictures[id] = picture;

    public StoredPicture? Get(Guid id) => _pictures.GetValueOrDefault(id);

    public void Remove(Guid id) => _pictures.TryRemove(id, out _);
}

/// <param name="FileName">Name the browser suggests when the picture is downloaded.</param>
internal sealed record StoredPicture(byte[] Png, string FileName);
