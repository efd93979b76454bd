using System.Text.Json;

namespace Gateway.Cluster;

/// <summary>What becomes of the objects that a watch sees. A watch makes one call at a time.</summary>
internal interface IResourceObserver
{
    /// <summary>All objects that there are: at the start, and whenever the watch has lost its place.</summary>
    void Replace(IReadOnlyList<JsonElement> objects);

    /// <summary>An object is new or has changed.</summary>
    void Put(JsonElement item);

    /// <summary>An object is no more; this is what it was last.</summary>
    void Remove(JsonElement item);
}
