using Inference.Checkpoints;
using Inference.Layers;
using Pjrt;

namespace Inference.Runtime;

/// <summary>Uploads weights of a component and keeps them until it is disposed.</summary>
/// <param name="mesh">Where to.</param>
/// <param name="checkpoint">Where from.</param>
/// <param name="element">The type they get.</param>
/// <param name="rename">Other names a tensor may have in the checkpoint, tried in order; null: none.</param>
internal sealed class WeightStore(
    Mesh mesh, Checkpoint checkpoint, ElementType element, Func<string, IEnumerable<string>>? rename = null) : IDisposable
{
    private readonly List<DeviceArray> _arrays = [];

    /// <summary>The weights of one layer for a stage.</summary>
    /// <param name="stage">What asks for them.</param>
    /// <param name="prefix">The layer, for instance <c>transformer_blocks.3.</c>; empty for stages that name theirs in full.</param>
    /// <exception cref="CheckpointException">One is missing or has another shape.</exception>
    public IReadOnlyList<DeviceArray> Load(Stage stage, string prefix = "")
    {
        var arrays = new List<DeviceArray>(stage.Parameters.Count);
        foreach (var spec in stage.Parameters)
        {
            var array = mesh.Upload(spec, Find(prefix + spec.Name), element);
            _arrays.Add(array);
            arrays.Add(array);
        }
        return arrays;
    }

    private StoredTensor Find(string name)
    {
        if (checkpoint.TryGet(name, out var tensor))
            return tensor;
        foreach (var other in rename?.Invoke(name) ?? [])
            if (checkpoint.TryGet(other, out tensor))
                return tensor;
        return checkpoint[name];
    }

    public void Dispose()
    {
        foreach (var array in _arrays)
            array.Dispose();
        _arrays.Clear();
    }
}
