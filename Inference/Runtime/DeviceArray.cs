using Pjrt;

namespace Inference.Runtime;

/// <summary>A tensor on the devices of a mesh: one buffer each, either the same everywhere or each device's shard.</summary>
internal sealed class DeviceArray(PjrtBuffer[] parts) : IDisposable
{
    /// <summary>The buffer of each device, in the mesh's order.</summary>
    public PjrtBuffer[] Parts => parts;

    /// <summary>The first device's elements as f32; waits until they are there.</summary>
    public Task<float[]> ToFloatsAsync() => ToFloatsAsync(0);

    /// <summary>One device's elements as f32; waits until they are there.</summary>
    public async Task<float[]> ToFloatsAsync(int device)
    {
        var buffer = parts[device];
        var count = buffer.Dimensions.Aggregate(1L, (n, d) => n * d);
        var bytes = new byte[count * buffer.ElementType.SizeInBytes()];
        await buffer.ToHostAsync(bytes).ConfigureAwait(false);
        return HostElements.ToFloats(bytes, buffer.ElementType);
    }

    public void Dispose()
    {
        foreach (var part in parts)
            part.Dispose();
    }
}
