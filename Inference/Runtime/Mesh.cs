using Inference.Checkpoints;
using Inference.Layers;
using Inference.StableHlo;
using Pjrt;

namespace Inference.Runtime;

/// <summary>The devices that a component runs on, in the order of its shards.</summary>
internal sealed class Mesh
{
    private readonly PjrtClient _client;

    /// <exception cref="ArgumentException">The client has no device of one of the ids.</exception>
    public Mesh(PjrtClient client, IReadOnlyList<int> ids)
    {
        _client = client;
        Devices = [.. ids.Select(id => client.Devices.FirstOrDefault(d => d.Id == id) ?? throw new ArgumentException(
            $"There is no device {id}: the client has {string.Join(", ", client.Devices.Select(d => d.Id))}.", nameof(ids)))];
    }

    public IReadOnlyList<PjrtDevice> Devices { get; }

    /// <summary>Copies the same elements to every device.</summary>
    public DeviceArray Upload<T>(ReadOnlySpan<T> elements, params ReadOnlySpan<long> dims) where T : unmanaged
    {
        var parts = new PjrtBuffer[Devices.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = _client.BufferFromHost(elements, dims, Devices[i]);
        return new DeviceArray(parts);
    }

    /// <summary>Copies the same elements, converted to a type, to every device.</summary>
    public DeviceArray Upload(ReadOnlySpan<float> elements, ElementType type, params ReadOnlySpan<long> dims)
    {
        if (type == ElementType.F32)
            return Upload(elements, dims);
        var bytes = HostElements.FromFloats(elements, type);
        var parts = new PjrtBuffer[Devices.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = _client.BufferFromHost(bytes, type, dims, default, Devices[i]);
        return new DeviceArray(parts);
    }

    /// <summary>
    /// Lays a weight over the devices, straight from the mapped file by strides where the stored type is the wanted one, through
    /// a converted copy of it elsewhere.
    /// </summary>
    /// <exception cref="CheckpointException">The stored shape is not the expected one.</exception>
    public unsafe DeviceArray Upload(ParameterSpec spec, StoredTensor stored, ElementType type)
    {
        if (stored.Count != spec.Stored.Aggregate(1L, (n, a) => n * a.Size))
            throw new CheckpointException(stored.File, $"stores {stored}, the config asks for [{string.Join(", ", spec.Stored)}]");
        if (stored.Type.ToString() == type.ToString())
            return Upload(spec, stored.Data, type);
        var floats = stored.ToFloats();
        if (type == ElementType.F32)
            fixed (float* data = floats)
                return Upload(spec, (nint)data, type);
        fixed (byte* data = HostElements.FromFloats(floats, type))
            return Upload(spec, (nint)data, type);
    }

    private DeviceArray Upload(ParameterSpec spec, nint data, ElementType type)
    {
        var dims = spec.Local(Devices.Count);
        var strides = Strides(spec, type.SizeInBytes());
        var start = spec.Section is { } section ? section.Start * strides[section.Axis] : 0;
        var order = spec.Order.Select(a => strides[a]).ToArray();
        var sizes = dims.Select(a => a.Size).ToArray();
        var step = spec.Sharded is { } axis ? dims.First(a => a.Name == axis).Size * strides[axis] : 0;
        var parts = new PjrtBuffer[Devices.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = _client.BufferFromHost(data + (nint)(start + i * step), type, sizes, order, Devices[i]);
        return new DeviceArray(parts);
    }

    private static Dictionary<string, long> Strides(ParameterSpec spec, long size)
    {
        var strides = new Dictionary<string, long>();
        foreach (var axis in spec.Stored.Reverse())
        {
            strides[axis.Name] = size;
            size *= axis.Size;
        }
        return strides;
    }
}
